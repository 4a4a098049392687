package io.sallyport.cli;

import java.util.List;

/** Whose rights and which keys commands need, for the reference page. */
final class CliRights {
  private CliRights() {}

  /** A table, one row for the commands that need the same. */
  static List<String> table() {
    return List.of(
        "| command | principal at the brokers | keys |",
        "|---|---|---|",
        "| `lint`, `test`, `explain FILE --bundle`, `who-can`, `init`, `topics print`,"
            + " `keys generate` | none | none |",
        "| `keys list`, `keys rotate`, `keys retire` | none | those that the documents name |",
        "| `bundle sign` | none | a maintainer's private one |",
        "| `bundle verify` | none | the maintainers' public ones |",
        "| `approvers enrol` | none | the person's private one |",
        "| `approvers verify` | none | none |",
        "| `send`, `sign` | none | the sender's secret or private key |",
        "| `tally`, `unwind`, `sessions list`, `sessions show`, `trace` | `auditor` | the public"
            + " receipt keys of the validator and of every cell |",
        "| `listen`, `notify` | `auditor` | the validator's public receipt key |",
        "| `audit export` | `auditor` | none; with `--dsse` a private one of yours |",
        "| `audit verify`, `audit events` | none | the public receipt keys of the validator and of"
            + " every cell |",
        "| `audit witness` | `witness` | the same, and a private one of the witness |",
        "| `explain DELIVERY`, `quarantine show`, `listen --save` | `inspector` | the public"
            + " receipt keys of the validator and, for `explain`, of every cell |",
        "| `quarantine list`, `simulate --from quarantine` | `inspector` | none |",
        "| `simulate --from untrusted` | `integrator` | none |",
        "| `quarantine release` | `operator` | the profile's private one, the validator's public"
            + " receipt key |",
        "| `revoke`, `unrevoke`, `revocations`, `commands list` | `operator` | the profile's"
            + " private one, the public ones of all operators |",
        "| `in-doubt list`, `in-doubt show`, `in-doubt resolve` | `operator` | the same, and the"
            + " public receipt key of every cell |",
        "| `held list`, `held show`, `held approve`, `held deny` | `approver` | the profile's"
            + " private one, the validator's public receipt key, the public ones of all"
            + " operators |",
        "| `topics plan`, `topics verify`, `doctor` | `admin`: may describe topics, configurations"
            + " and ACLs | what the `Topics` document says of the registry |",
        "| `topics apply` | `admin`: may change them too | the same |",
        "| `doctor prove` | the principal that it is about | a private one for its report |",
        "| `doctor collect` | none | the public ones of all reports |",
        "| `up`, `reload`, `status`, `down`, `demo` | those of the stack, which they start, change"
            + " or end | the stack's |");
  }
}
