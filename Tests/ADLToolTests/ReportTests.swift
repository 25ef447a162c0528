import ADLTestSupport
import Foundation
import Testing

/// What a check says to the services that show it.
struct ReportTests {
  let folder = Folder()

  init() throws {
    try folder.write("old.adl", "f(t) = relu(t)\ng(t) = t\nh(t) = t\n")
    try folder.write("new.adl", "# A comment.\nf(t) = relu(-t) + t\nh(t, s) = t + s\nk(t) = t\n")
    try folder.write("wrong.adl", "1 +\n2\n")
  }

  @Test func `annotations name the new file, and nothing in a script is a command of the service`()
    throws
  {
    let run = try folder.shell("adl diff old.adl new.adl --format github")
    #expect(run.status == 1 && run.errors == "")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(
      lines[0].hasPrefix(
        "::error file=new.adl,line=2,endLine=2,col=1,endColumn=20,title=adl diff%3A diff::f of old.adl and new.adl"
      ), "\(lines[0])")
    #expect(lines[0].contains("%0A"))
    #expect(lines[1] == "::error file=new.adl,line=1,title=adl files%3A gone::g: gone from new.adl")
    #expect(lines[2].hasSuffix("::h: another shape in new.adl"))
    let allowed = try folder.shell(
      "adl diff old.adl new.adl --format github --allow f --allow g --allow h")
    #expect(allowed.status == 0)
    #expect(allowed.output.split(separator: "\n").allSatisfy { $0.hasPrefix("::notice ") })
    try folder.write(
      "evil.adl", "::error file=x::y\n# ::set-output name=a::b\nassert 1 == 2 # %0A::error::z\n")
    for verb in ["run --keep-going", "test", "check", "run --echo --keep-going"] {
      let run = try folder.shell("adl \(verb) evil.adl --format github")
      for line in run.output.split(separator: "\n") {
        #expect(line.hasPrefix("::error file=evil.adl,line="), "\(line)")
      }
      #expect(run.errors == "")
    }
  }

  @Test func `a wrong gradient is marked at its row`() throws {
    try folder.write("g.csv", "x,value,d/x\n# a point\n-1,0,0\n2,2,0\n")
    let run = try folder.shell("adl gradcheck relu --with g.csv --format github")
    #expect(run.status == 1)
    #expect(
      run.output.hasPrefix(
        "::error file=g.csv,line=4,endLine=4,col=1,endColumn=6,"
          + "title=adl gradcheck%3A gradient::relu at 2: outside D_f"), "\(run.output)")
    #expect(run.output.split(separator: "\n").count == 1)
    let right = try folder.shell("adl gradcheck relu --against 0 --at=-1 --format github")
    #expect(right.status == 0 && right.output == "")
    #expect(try folder.shell("adl gradcheck relu --with a.npy b.npy c.npy").status == 64)
  }

  @Test func `a report in SARIF has places, rules and the version`() throws {
    let run = try folder.shell("adl diff old.adl new.adl --format sarif")
    #expect(run.status == 1)
    let log = try #require(run.objects.first)
    #expect(log["version"] as? String == "2.1.0" && log["$schema"] is String)
    let first = try #require((log["runs"] as? [[String: Any]])?.first)
    let driver = try #require((first["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rules = try #require(driver["rules"] as? [[String: Any]])
    let results = try #require(first["results"] as? [[String: Any]])
    #expect(results.map { $0["ruleId"] as? String } == ["diff", "gone", "shape"])
    for result in results {
      #expect(rules.contains { $0["id"] as? String == result["ruleId"] as? String })
    }
    let places = try #require(results[0]["locations"] as? [[String: [String: [String: Any]]]])
    let place = try #require(places.first?["physicalLocation"])
    #expect(place["artifactLocation"]?["uri"] as? String == "new.adl")
    #expect(place["region"]?["startLine"] as? Int == 2)
    // A report comes where there is nothing to report, and where nothing could be read.
    for command in [
      "adl run new.adl", "adl run none.adl", "adl check wrong.adl", "adl eval 1 --load none.adl",
    ] {
      #expect(try folder.shell("\(command) --format sarif").objects.count == 1, "\(command)")
    }
  }

  @Test func `a report in JUnit's XML counts what passed and what did not`() throws {
    try folder.write("t.adl", "f(t) = t\nf(1)\n#> 1\nassert 1 < 2\nassert 2 < 1\n1 & 2\n")
    for (command, words) in [
      ("diff old.adl new.adl", "tests=\"2\" failures=\"2\" errors=\"0\""),
      ("diff old.adl old.adl", "tests=\"4\" failures=\"0\" errors=\"0\""),
      ("test t.adl", "tests=\"1\" failures=\"1\""),
      ("run --keep-going t.adl", "tests=\"3\" failures=\"1\" errors=\"1\""),
      ("classify abs --at 0", "tests=\"1\" failures=\"0\""),
    ] {
      let run = try folder.shell("adl \(command) --format junit")
      #expect(run.output.contains(words), "\(command): \(run.output)")
      let parser = XMLCheck(run.output)
      #expect(parser.isWellFormed, "\(run.output)")
    }
  }

  @Test(.slow) func `a fault of AD fails where it is listed`() throws {
    let spurious = "(t -> relu(t) - relu(-t))"
    let artificial = "(t -> t - (relu(-t) + t - relu(t)))"
    let outside = "(t -> 2*relu(t) - relu(-t))"
    try folder.write("c.adl", "convention relu(0) = 3\n")
    for (function, faults) in [
      (spurious, ["spurious", "artificial"]), (artificial, ["artificial", "spurious"]), ("abs", []),
      (outside, ["outside", "artificial"]),
    ] {
      let words = ["spurious", "artificial", "outside"]
      for word in words {
        for command in ["classify \"\(function)\" --at 0", "kinks \"\(function)\" --on '[-1, 1]'"] {
          let run = try folder.shell("adl \(command) --fail-on \(word)")
          #expect(
            run.status == (faults.contains(word) ? 1 : 0), "\(command) \(word): \(run.output)")
          if run.status == 1 { #expect(run.errors.contains("adl: \(word): ")) }
          #expect(try folder.shell("adl \(command)").status == 0)
        }
      }
      let all = try folder.shell(
        "adl kinks \"\(function)\" --on '[-1, 1]' --fail-on \(words.joined(separator: ",")) --format github"
      )
      #expect(all.status == (faults.isEmpty ? 0 : 1))
      #expect(all.output.split(separator: "\n").allSatisfy { $0.hasPrefix("::error ") })
    }
    for command in ["classify abs --at 0 --fail-on spurios", "trace abs --at 0 --fail-on spurious"]
    {
      #expect(try folder.shell("adl \(command)").status == 64)
    }
  }

  @Test func `the step of the workflow compares every script that changed with what it was`() throws
  {
    let step = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "examples/ci/compare").path
    let run = try folder.shell(
      """
      mkdir bin repository; ln -s '\(Tool.path)' bin/adl; export PATH="$PWD/bin:$PATH"; cd repository
      git init -q -b main; git config user.email a@b.c; git config user.name a
      echo 'c = 2' > lib.adl; echo 'load "lib.adl"' > f.adl; cp f.adl g.adl; mkdir d
      echo 'f(t) = c*relu(t)' >> f.adl; echo 'g(t) = c*t' >> g.adl; echo 'h(t) = t' > 'd/h h.adl'
      git add .; git commit -qm old; git checkout -qb new
      echo 'load "lib.adl"' > f.adl; echo 'f(t) = c*(relu(-t) + t)' >> f.adl; echo 'h(t) = t + 0' > 'd/h h.adl'
      git commit -qam new
      sh '\(step)' main; echo "status $?"; ls reports; git status --short
      """)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 7, "\(run.output) \(run.errors)")
    #expect(lines.first?.hasPrefix("::error file=f.adl,line=2,") == true)
    #expect(
      lines.dropFirst() == [
        "status 1", "d-h h.adl.sarif", "d-h h.adl.xml", "f.adl.sarif", "f.adl.xml", "?? reports/",
      ])
  }

  @Test func `an answer says what it was made by and under`() throws {
    try folder.write("p.adl", "set budget 77\nconvention jax\nclassify abs at 0\nnope\n")
    let objects = try folder.shell("adl run p.adl --json").objects
    for object in objects.suffix(2) {
      let made = try #require(object["made"] as? [String: Any])
      #expect(made["tool"] as? String == "0.2.0" && made["budget"] as? Int == 77)
      #expect((made["convention"] as? String)?.hasPrefix("jax-") == true)
    }
    let pairs = try folder.shell("adl diff old.adl new.adl --json").objects
    #expect(pairs.count == 2 && pairs.allSatisfy { $0["made"] is [String: Any] })
  }

  @Test func `the version says what is linked and what is needed`() throws {
    let lines = try folder.shell("adl --version").output.split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "adl 0.2.0, schema adl/1")
    #expect(
      lines[1].contains("pytorch-") && lines[2].contains("GMP ") && lines[2].contains("MPFR ")
        && lines[2].contains("libmpfr.so"))
    #expect(lines[3].contains("glibc 2."))
  }

  /// Whether a text is XML.
  private struct XMLCheck {
    let isWellFormed: Bool

    /// Looks at tags alone: each is closed where it was opened, and text has no sign of a tag.
    init(_ text: String) {
      var open: [Substring] = []
      var isGood = text.hasPrefix("<?xml ")
      for tag in text.matches(of: #/<(\/?)([a-z-]+)([^<>]*?)(\/?)>/#) {
        if !tag.1.isEmpty {
          isGood = isGood && open.popLast() == tag.2
        } else if tag.4.isEmpty {
          open.append(tag.2)
        }
      }
      let rest = text.replacing(#/<[?\/]?[a-z-]+[^<>]*>/#, with: "")
      isWellFormed = isGood && open.isEmpty && !rest.contains("<") && !rest.contains("& ")
    }
  }
}
