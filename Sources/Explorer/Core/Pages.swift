/// The table of pages, in the order of their tabs.
extension Page: CaseIterable {
  public static let allCases: [Page] = [
    .train,
    .walk,
    .manifold,
    .reconstruct,
    .samples,
    .plane,
    .runs,
    .traverse,
  ]
}
