import ArgumentParser

/// `daybook projections`
struct Projections: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The read models: how far they are, and how to make them anew.",
        discussion: """
            Examples:
              daybook projections list
              daybook projections rebuild inbox
              daybook projections verify --all
            """,
        subcommands: [
            ProjectionsList.self, ProjectionsRebuild.self, ProjectionsVerify.self, ProjectionsDropKept.self,
        ])
}
