import Formats

/// The arrays of a file with names, of which only those are read that are needed.
struct NamedArrays {
  let file: SourceFile
  let names: [String]
  let array: (_ name: String) throws(InputError) -> NumericArray

  /// What an array is for, by its name.
  struct Role {
    /// The names of version 0.1.0, to the letter, first choice first.
    let names: [String]
    /// Further names, in small letters and without signs.
    let furtherNames: [String]

    static let images = Role(
      names: ["images", "x", "X", "x_train", "X_train", "train_images", "data", "ff", "arr_0"],
      furtherNames: [
        "images", "data", "xtrain", "trainx", "imagestrain", "trainimages", "imgs", "img", "image",
        "trainimgs", "imgstrain",
        "traindata",
        "datatrain", "train", "faces", "pixels", "samples",
      ])
    static let labels = Role(
      names: ["labels", "y", "Y", "y_train", "Y_train", "train_labels", "target", "arr_1"],
      furtherNames: [
        "labels", "target", "ytrain", "trainy", "labelstrain", "trainlabels", "label", "targets", "classes",
      ])
    static let testImages = Role(
      names: ["x_test", "X_test", "test_images"],
      furtherNames: [
        "xtest", "testx", "imagestest", "testimages", "testimgs", "imgstest", "testdata", "datatest", "test",
      ])
    static let testLabels = Role(
      names: ["y_test", "Y_test", "test_labels"],
      furtherNames: ["ytest", "testy", "labelstest", "testlabels"])
    static let validationImages = Role(
      names: [],
      furtherNames: [
        "xval", "xvalid", "xvalidation", "valx", "validx", "valimages", "validimages", "validationimages",
        "valimgs",
      ])
    static let validationLabels = Role(
      names: [],
      furtherNames: [
        "yval", "yvalid", "yvalidation", "valy", "validy", "vallabels", "validlabels", "validationlabels",
      ])
  }

  /// The name of the array for a role.
  /// - Parameter isEarlier: whether only the names of version 0.1.0 count.
  func name(for role: Role, isEarlier: Bool) -> String? {
    if let name = role.names.first(where: names.contains) { return name }
    guard !isEarlier else { return nil }
    return role.furtherNames.lazy.compactMap { wanted in
      names.first { $0.lowercased().filter { $0.isLetter || $0.isNumber } == wanted }
    }.first
  }

  /// The labels for a role; none where there is no such array.
  func labels(for role: Role, isEarlier: Bool) -> LabelSource {
    guard let name = name(for: role, isEarlier: isEarlier) else { return .none }
    return LabelSource { () throws(InputError) in try array(name) }
  }

  /// The name of the only array that can be images.
  /// - Parameter areImages: whether an array can be.
  /// - Throws: `badFile` where there is none, or more than one.
  func onlyImages(where areImages: (NumericArray) -> Bool) throws(InputError) -> String {
    if names.count == 1 { return names[0] }
    var candidates: [String] = []
    for name in names {
      guard let array = try? array(name), areImages(array) else { continue }
      candidates.append(name)
    }
    guard candidates.count == 1 else {
      throw .badFile(
        file.name, expected: "an array of images named \(Role.images.names.joined(separator: ", "))",
        found: names.isEmpty ? "no array" : names.sorted().prefix(8).joined(separator: ", "))
    }
    return candidates[0]
  }
}
