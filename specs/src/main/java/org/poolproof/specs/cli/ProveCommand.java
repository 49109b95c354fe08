package org.poolproof.specs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.proof.FormalFiles;
import org.poolproof.specs.proof.Manifest;
import org.poolproof.specs.report.Claim;
import org.poolproof.specs.report.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code poolproof prove}. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the TLA+ specification with TLC, and that its state graphs are those of the model."
    })
final class ProveCommand implements Callable<Integer> {

  @Mixin private CommonOptions options = new CommonOptions();

  @Override
  public Integer call() throws IOException {
    if (options.listsGeometries()) {
      return 0;
    }
    try {
      options.check(List.of());
    } catch (IllegalArgumentException refused) {
      System.err.println("poolproof: " + refused.getMessage());
      return Main.USAGE;
    }
    long start = System.nanoTime();
    SpecificationClaims specification = new SpecificationClaims(FormalFiles.specification());
    List<Claim> claims = new ArrayList<>();
    for (Manifest.Entry entry : Manifest.of(FormalFiles.manifest()).entries()) {
      Claim claim = Interrupt.isRequested() ? null : specification.examined(entry);
      // TLC that was told to stop, too, has shown nothing.
      if (claim != null && !Interrupt.isRequested()) {
        claims.add(claim);
        System.out.print(line(claim));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Verdict verdict = verdict(claims);
    System.out.printf(Locale.ROOT, "%s: %d claims in %.1f s%n", verdict, claims.size(), seconds);
    options.writeJson(json(verdict, claims, seconds));
    return verdict.exitStatus();
  }

  private static Verdict verdict(List<Claim> claims) {
    if (Interrupt.isRequested()) {
      return Verdict.UNDECIDED;
    }
    return claims.stream().allMatch(Claim::holds) ? Verdict.AGREES : Verdict.COUNTEREXAMPLE;
  }

  private static String line(Claim claim) {
    return String.format(
        Locale.ROOT,
        "%-6s %s%n       %s, %.1f s%n%s",
        claim.holds() ? "shown" : "NOT SO",
        claim.sentence(),
        claim.scope(),
        claim.seconds(),
        claim.holds() ? "" : claim.fault().indent(7));
  }

  private static Map<String, @Nullable Object> json(
      Verdict verdict, List<Claim> claims, double seconds) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", verdict.toString());
    json.put("subject", "specification");
    json.put("reference", "model");
    for (String field : List.of("geometry", "level", "seed", "operations")) {
      json.put(field, null);
    }
    json.put("seconds", seconds);
    for (String field : List.of("operationsPerSecond", "liveBlocks", "imageChecks")) {
      json.put(field, null);
    }
    json.put("counterexample", null);
    List<Map<String, Object>> each = new ArrayList<>();
    for (Claim claim : claims) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("claim", claim.sentence());
      fields.put("scope", claim.scope());
      fields.put("holds", claim.holds());
      fields.put("fault", claim.fault());
      fields.put("seconds", claim.seconds());
      each.add(fields);
    }
    json.put("claims", each);
    return json;
  }
}
