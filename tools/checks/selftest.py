#!/usr/bin/env python3
"""Proves that each check can fail: small trees, one with nothing wrong and one for each rule that is broken."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECKS = pathlib.Path(__file__).resolve().parent


def target(name, *dependencies, kind="regular", path=None):
    entry = {"name": name, "type": kind, "dependencies": [{"byName": [d, None]} for d in dependencies]}
    return entry | ({"path": path} if path else {})


PACKAGE = [
    target("Cryptography"),
    target("MerkleLog", "Cryptography"),
    target("Vocabulary"),
    target("Ledger", "MerkleLog", "Vocabulary"),
    target("Inbox", "Ledger", path="Projections/Inbox"),
    target("Contacts", "Ledger", path="Projections/Contacts"),
    target("Server", "Ledger", "Inbox"),
    target("Daybook", "Server", kind="executable"),
    target("LedgerTests", "Ledger", kind="test"),
]


class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name, "tree").resolve()
        self.root.mkdir()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run_check(self, name, *arguments):
        command = [sys.executable, str(CHECKS / name), "--root", str(self.root), *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    def assert_clean(self, result):
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, "", ""))

    def assert_found(self, result, *words):
        self.assertEqual(result.returncode, 1, result.stderr)
        for word in words:
            self.assertIn(word, result.stdout)


class Layers(Check):
    def layers(self, targets=PACKAGE):
        dump = self.root.parent / "dump.json"
        dump.write_text(json.dumps({"targets": targets}))
        return self.run_check("layers.py", "--dump", str(dump))

    def test_declared_imports_upwards_are_fine(self):
        self.write("Sources/Ledger/Append.swift", "package import MerkleLog\nimport Vocabulary\nimport Logging\n")
        self.write("Sources/MerkleLog/Tree.swift", "import struct Cryptography.Hash256\n")
        self.write("Sources/Server/Routes.swift", "internal import Inbox\n")
        self.write("Tests/LedgerTests/AppendTests.swift", "import Testing\n@testable import Ledger\n")
        self.assert_clean(self.layers())

    def test_words_in_comments_and_literals_import_nothing(self):
        text = (
            "// import Server\n/* a /* nested */\nimport Server */\n"
            'let a = """\nimport Server\n"""\nlet b = #"""\nimport Server\n"""#\n'
        )
        self.write("Sources/Vocabulary/Words.swift", text)
        self.assert_clean(self.layers())

    def test_an_import_downwards(self):
        self.write("Sources/Ledger/Append.swift", "\nimport Server\n")
        self.assert_found(self.layers(), "Sources/Ledger/Append.swift:2:", "not a declared dependency", "stands below")

    def test_a_dependency_downwards(self):
        self.write("Package.swift", '// first\n.target(name: "Low", dependencies: ["High"]),\n')
        self.assert_found(self.layers([target("Low", "High"), target("High")]), "Package.swift:2:", "stands below it")

    def test_a_circle(self):
        circle = [target("A", "C"), target("B", "A"), target("C", "B")]
        self.assert_found(self.layers(circle), "Package.swift:1:", "a circle: A → C → B → A")

    def test_an_undeclared_import(self):
        self.write("Sources/Server/Routes.swift", "@preconcurrency package import Vocabulary\n")
        self.assert_found(self.layers(), "Sources/Server/Routes.swift:1:", "not a declared dependency")

    def test_an_undeclared_import_in_a_test(self):
        self.write("Tests/LedgerTests/AppendTests.swift", "@testable import MerkleLog\n")
        self.assert_found(self.layers(), "Tests/LedgerTests/AppendTests.swift:1:", "not a declared dependency")

    def test_a_projection_that_imports_another(self):
        self.write("Projections/Contacts/Fold.swift", "import Inbox\n")
        self.assert_found(self.layers(), "Projections/Contacts/Fold.swift:1:", "no projection imports another")

    def test_a_projection_imported_by_what_does_not_serve_it(self):
        targets = [*PACKAGE, target("Audit", "Inbox")]
        self.write("Sources/Audit/Query.swift", "import Inbox\n")
        self.assert_found(self.layers(targets), "Sources/Audit/Query.swift:1:", "only by what serves it")

    def test_a_pure_target_that_does_input_or_output(self):
        self.write("Sources/MerkleLog/Tree.swift", "import Cryptography\nimport Foundation\n")
        self.write("Sources/Vocabulary/Fact.swift", "public import NIOCore\n")
        self.assert_found(
            self.layers(), "Sources/MerkleLog/Tree.swift:2:", "Sources/Vocabulary/Fact.swift:1:", "it is pure"
        )


class Tree(Check):
    def tree(self):
        return self.run_check("tree.py")

    def test_a_plain_tree_is_fine(self):
        self.write("README.md", "# Daybook\n" * 149)
        self.write("Sources/Ledger/Append.swift", "let a = 1\n" * 500)
        self.write("Sources/Daybook/main.swift", 'print("a command line prints")\n')
        self.write("Sources/Server/Page.swift", '// print(this)\nlet a = "print(that)"\nblueprint(a)\nself.print(a)\n')
        self.write("tools/start", "cd /usr/lib/postgresql\n")
        self.write("Tests/image.bin", "")
        (self.root / "Tests/image.bin").write_bytes(b"\xff\xfe\x00")
        self.assert_clean(self.tree())

    def test_a_stranger_at_the_top(self):
        self.write("notes.md", "thoughts\n")
        self.write("scratch/a.txt", "thoughts\n")
        self.assert_found(self.tree(), "notes.md:1:", "scratch/a.txt:1:")

    def test_a_long_file(self):
        for folder in ("Sources/Ledger", "Projections/Inbox", "Schema"):
            self.write(f"{folder}/Long.swift", "let a = 1\n" * 501)
        self.assert_found(
            self.tree(), "Sources/Ledger/Long.swift:501:", "Projections/Inbox/Long.swift:501:", "Schema/Long.swift:501:"
        )

    def test_a_long_readme(self):
        self.write("README.md", "# Daybook\n" * 150)
        self.assert_found(self.tree(), "README.md:150:")

    def test_a_path_of_one_machine(self):
        for number, path in enumerate(("/home/" + "jo/daybook", "/Users/" + "Jo/daybook", "/ro" + "ot/daybook")):
            self.write(f"Tests/{number}.txt", f"\nopen {path}\n")
            self.assert_found(self.tree(), f"Tests/{number}.txt:2:", path[:6])

    def test_an_unfinished_mark(self):
        for number, mark in enumerate(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")):
            self.write(f"Sources/Ledger/{number}.swift", f"// {mark}: later\n")
            self.assert_found(self.tree(), f"Sources/Ledger/{number}.swift:1:", mark)

    def test_a_library_that_prints(self):
        self.write("Sources/Ledger/Append.swift", 'func a() {\n    print("here")\n}\n')
        self.write("Projections/Inbox/Fold.swift", "debugPrint(a)\n")
        self.assert_found(self.tree(), "Sources/Ledger/Append.swift:2:", "Projections/Inbox/Fold.swift:1:")

    def test_only_what_git_does_not_ignore_counts(self):
        subprocess.run(["git", "init", "--quiet", str(self.root)], check=True)
        self.write(".gitignore", ".build/\n")
        self.write(".build/notes.md", "built\n")
        self.assert_clean(self.tree())
        self.write("notes.md", "new and not added\n")
        self.assert_found(self.tree(), "notes.md:1:")


class Quiet(unittest.TextTestRunner):
    """Says nothing but what failed: in a run of all checks, silence means that all is well."""

    def run(self, suite):
        result = unittest.TestResult()
        suite(result)
        for test, trace in result.failures + result.errors:
            print(f"{__file__}:1: {test}\n{trace}")
        return result


if __name__ == "__main__":
    unittest.main(testRunner=Quiet)
