import ArgumentParser

/// Where commands that need more than the database are told of tenants and limits.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The configuration, usually daybook.yaml; without one there is the default tenant, with the environment's secrets.",
            valueName: "file"))
    var config: String?

    /// - Throws: `Failure` for a file that can't be read, or says what can't be.
    func settings(_ environment: Environment = Environment()) throws -> Settings {
        try Settings(environment, configuration: config)
    }
}
