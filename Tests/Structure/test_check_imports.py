#!/usr/bin/env python3
"""Tests the check of the imports on small trees, each of them sound but for one thing."""

import os
import tempfile
import unittest

import check_imports

TABLE = """# Contributing

| module | imports | what it holds |
|---|---|---|
| CKernels | – | kernels |
| Compute | CKernels | matrices |
| Commands | Compute | commands |
| vae | Commands, Compute, ArgumentParser | options |

| kernel | computes |
|---|---|
| `scale` | a product |
"""
SOUND = {
    ".github/CONTRIBUTING.md": TABLE,
    "Sources/CKernels/kernels.c": "",
    "Sources/Compute/Kernels.swift": "import CKernels\nimport Foundation\n",
    "Sources/Commands/Train.swift": "public import struct Compute.Kernels\nlet thread = Thread()\n",
    "Sources/vae/Main.swift": "import ArgumentParser\nimport Commands\n// No Thread( here.\n",
    "Tests/ComputeTests/KernelTests.swift": "import CKernels\n@testable import Compute\n",
    "Tests/CommandsTests/TrainTests.swift": "@testable import Commands\n",
}
DEPENDENCIES = {
    "CKernels": set(), "Compute": {"CKernels"}, "Commands": {"Compute"}, "vae": {"Commands", "Compute", "ArgumentParser"}}


class CheckImportsTests(unittest.TestCase):
    def problems(self, files=None, dependencies=None):
        """What is found in the sound tree with some files and dependencies changed."""
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**SOUND, **(files or {})}.items():
                os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return check_imports.check(root, {**DEPENDENCIES, **(dependencies or {})})

    def expect(self, problem, files=None, dependencies=None):
        self.assertIn(problem, self.problems(files, dependencies))

    def test_a_sound_tree_has_no_problems(self):
        self.assertEqual(self.problems(), [])

    def test_an_import_that_is_not_permitted(self):
        self.expect("Compute imports Commands, which the table does not permit: Sources/Compute/Deep/More.swift",
                    {"Sources/Compute/Deep/More.swift": "#if os(Linux)\n  @_exported import Commands\n#endif\n"})

    def test_an_import_that_is_missing(self):
        self.expect("Commands does not import Compute, though the table lists it: .github/CONTRIBUTING.md",
                    {"Sources/Commands/Train.swift": "// import Compute\n"})

    def test_a_dependency_that_is_not_permitted(self):
        self.expect("Compute depends on Commands, which the table does not permit: Package.swift",
                    dependencies={"Compute": {"CKernels", "Commands"}})

    def test_a_dependency_that_is_missing(self):
        self.expect("vae does not depend on ArgumentParser, though the table lists it: Package.swift",
                    dependencies={"vae": {"Commands", "Compute"}})

    def test_a_module_outside_the_table(self):
        self.expect("Extra is not in the table: Sources/Extra", {"Sources/Extra/Extra.swift": ""})

    def test_a_table_that_is_missing(self):
        self.expect("there is no table of imports: .github/CONTRIBUTING.md", {".github/CONTRIBUTING.md": "Nothing."})

    def test_a_c_module_with_two_owners(self):
        self.expect("CKernels is in C and has 2 owners ['Commands', 'Compute']: .github/CONTRIBUTING.md",
                    {".github/CONTRIBUTING.md": TABLE.replace("| Compute | commands", "| Compute, CKernels | commands")})

    def test_a_c_module_in_the_tests_of_another(self):
        self.expect("CommandsTests imports CKernels, which is not its own module's: Tests/CommandsTests/TrainTests.swift",
                    {"Tests/CommandsTests/TrainTests.swift": "import CKernels\n"})

    def test_effects_in_the_command_line(self):
        for effect in ["Thread(", "Thread.", "DispatchQueue", "pthread_", "Mutex", "Atomic<", "Task {", "URLSession"]:
            self.expect(f"vae holds {effect}: Sources/vae/Effect.swift:2",
                        {"Sources/vae/Effect.swift": f"import Commands\nlet x = {effect}\n"})


if __name__ == "__main__":
    unittest.main()
