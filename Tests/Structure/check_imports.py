#!/usr/bin/env python3
"""Checks that the modules import what the table in .github/CONTRIBUTING.md says, no more and no less.

The table is the one whose head is "| module | imports |". Its second column names what a module imports, directly or
through what it imports; a module in C is named by its one owner alone. The dependencies in Package.swift and the imports
in Sources, followed to their end, must be those of the table. In the tests only the owner's and the helpers import a
module in C. The command line's module holds nothing of what EFFECTS lists."""

import json
import os
import re
import subprocess
import sys

COMMAND_LINE = "vae"
# Folders of Tests that help several test targets.
TEST_HELPERS = {"TestFiles"}
# What belongs to the modules below the command line, as regular expressions.
EFFECTS = [r"\bThread\s*[(.]", r"\bDispatchQueue\b", r"\bpthread_", r"\bMutex\b", r"\bAtomic<",
           r"\bTask\s*(\.detached)?\s*[({]", r"\bURLSession\b"]

IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)", re.MULTILINE)


def table(root):
    """The permitted imports by module."""
    with open(os.path.join(root, ".github", "CONTRIBUTING.md"), encoding="utf-8") as file:
        found = re.search(r"^\| module \| imports \|.*\n\|[-| ]+\n((?:\|.*\n)*)", file.read(), re.MULTILINE)
    rows = [line.split("|")[1:3] for line in found.group(1).splitlines()] if found else []
    return {module.strip(): set(re.findall(r"\w+", imports)) for module, imports in rows}


def declared(root):
    """The dependencies of each target that is no test, as Package.swift declares them."""
    command = ["swift", "package", "--package-path", root, "dump-package"]
    package = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {target["name"]: {next(iter(dependency.values()))[0] for dependency in target["dependencies"]}
            for target in package["targets"] if target["type"] != "test"}


def swift_files(root, folder):
    """The Swift files of a module, with their text."""
    for directory, _, names in sorted(os.walk(os.path.join(root, folder))):
        for name in sorted(names):
            if name.endswith(".swift"):
                path = os.path.join(directory, name)
                with open(path, encoding="utf-8") as file:
                    yield os.path.relpath(path, root), file.read()


def imports(root, folder):
    """The modules that a module imports, each with the first file that does."""
    found = {}
    for path, text in swift_files(root, folder):
        for name in IMPORT.findall(text):
            found.setdefault(name, path)
    return found


def reached(module, direct, c_modules):
    """What a module imports directly or through others; a module in C counts only where it is imported directly."""
    found, waiting = set(direct[module]), sorted(direct[module])
    while waiting:
        for name in direct.get(waiting.pop(), {}).keys() - found - c_modules:
            found.add(name)
            waiting.append(name)
    return found


def check_module(module, permitted, direct, dependencies, c_modules):
    """What is wrong with the imports of one module of Sources."""
    for name in sorted(direct[module].keys() - permitted):
        yield f"{module} imports {name}, which the table does not permit: {direct[module][name]}"
    for name in sorted(permitted - reached(module, direct, c_modules)):
        yield f"{module} does not import {name}, though the table lists it: .github/CONTRIBUTING.md"
    for name in sorted(dependencies - permitted):
        yield f"{module} depends on {name}, which the table does not permit: Package.swift"
    for name in sorted(permitted - dependencies):
        yield f"{module} does not depend on {name}, though the table lists it: Package.swift"


def check_c_modules(root, c_modules, permitted):
    """A module without Swift files has one owner, and only that one's tests import it too."""
    for module in sorted(c_modules):
        owners = sorted(name for name in permitted if module in permitted[name])
        if len(owners) != 1:
            yield f"{module} is in C and has {len(owners)} owners {owners}: .github/CONTRIBUTING.md"
    for tests in sorted(set(os.listdir(os.path.join(root, "Tests"))) - TEST_HELPERS):
        for name, path in sorted(imports(root, f"Tests/{tests}").items()):
            if name in c_modules and name not in permitted.get(tests.removesuffix("Tests"), set()):
                yield f"{tests} imports {name}, which is not its own module's: {path}"


def check_command_line(root):
    """The command line's module has no threads and no effects of its own."""
    for path, text in swift_files(root, f"Sources/{COMMAND_LINE}"):
        for number, line in enumerate(text.splitlines(), 1):
            code = line.split("//")[0]
            for pattern in EFFECTS:
                if match := re.search(pattern, code):
                    yield f"{COMMAND_LINE} holds {match.group().strip()}: {path}:{number}"


def check(root, dependencies):
    """All that is wrong, a line each; `dependencies` are those of Package.swift."""
    permitted = table(root)
    if not permitted:
        return ["there is no table of imports: .github/CONTRIBUTING.md"]
    modules = set(os.listdir(os.path.join(root, "Sources")))
    problems = [f"{module} is in the table but not in Sources" for module in sorted(permitted.keys() - modules)]
    problems += [f"{module} is not in the table: Sources/{module}" for module in sorted(modules - permitted.keys())]
    known = modules | set().union(*permitted.values())
    direct = {module: {name: path for name, path in imports(root, f"Sources/{module}").items() if name in known - {module}}
              for module in modules}
    c_modules = {module for module in modules if not any(swift_files(root, f"Sources/{module}"))}
    for module in sorted(modules & permitted.keys()):
        dependencies_here = dependencies.get(module, set())
        problems += check_module(module, permitted[module], direct, dependencies_here, c_modules)
    return problems + list(check_c_modules(root, c_modules, permitted)) + list(check_command_line(root))


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    problems = check(root, declared(root))
    for problem in problems:
        print(f"imports: {problem}")
    print(f"imports: {len(table(root))} modules, {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
