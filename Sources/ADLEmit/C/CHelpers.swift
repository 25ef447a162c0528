import ADLPrograms

/// What functions of a file call, each written once and only where it is needed.
struct CHelpers {
  private var needed: Set<String> = []

  /// Adds the helper called `name`, with what it calls itself.
  mutating func need(_ name: String, if condition: Bool = true) {
    guard condition, needed.insert(name).inserted else { return }
    for other in Self.table.first(where: { $0.name == name })?.calls ?? [] { need(other) }
  }

  /// `true` iff a helper sorts.
  var sorts: Bool { needed.contains("ranked") }

  /// The texts.
  var lines: [String] {
    Self.table.filter { needed.contains($0.name) }.flatMap {
      [""] + $0.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private struct Entry {
    let name: String
    var calls: [String] = []
    let text: String
  }

  /// In an order in which each comes after what it calls.
  private static let table: [Entry] = [
    Entry(
      name: "power",
      text: """
        /* a^b for a base that is not negative; a^0 is 1. */
        static double power(double a, double b) {
          return b == 0 ? 1.0 : a >= 0 ? pow(a, b) : NAN;
        }
        """),
    Entry(
      name: "pass",
      text: """
        /* Adds c to the adjoint of operand i: the i-th of a row, or of the nodes that `at` lists. */
        static void pass(struct adjoint *a, const int *at, int i, double c) {
          if (!at) add(&a[i], c);
          else if (at[i] >= 0) add(&a[at[i]], c);
        }
        """),
    Entry(
      name: "pass_absent", calls: ["pass"],
      text: """
        /* Passes v d to the operands that the chosen piece contains. */
        static void pass_absent(int n, const double *d, const int *has, double v,
                                struct adjoint *a, const int *at) {
          int i;
          for (i = 0; i < n; i++) if (has[i]) pass(a, at, i, v * d[i]);
        }
        """),
    Entry(
      name: "pass_zero", calls: ["pass"],
      text: """
        /* The same, and 0 to the others. */
        static void pass_zero(int n, const double *d, const int *has, double v,
                              struct adjoint *a, const int *at) {
          int i;
          for (i = 0; i < n; i++) pass(a, at, i, has[i] ? v * d[i] : 0.0);
        }
        """),
    Entry(
      name: "pass_product", calls: ["pass"],
      text: """
        /* The same, and 0 v to the others. */
        static void pass_product(int n, const double *d, const int *has, double v,
                                 struct adjoint *a, const int *at) {
          int i;
          for (i = 0; i < n; i++) pass(a, at, i, has[i] ? v * d[i] : v * 0.0);
        }
        """),
    Entry(
      name: "pass_zero_of_zero", calls: ["pass"],
      text: """
        /* The same, and 0 where v is 0. */
        static void pass_zero_of_zero(int n, const double *d, const int *has, double v,
                                      struct adjoint *a, const int *at) {
          int i;
          for (i = 0; i < n; i++) if (has[i]) pass(a, at, i, v == 0 ? 0.0 : v * d[i]);
        }
        """),
    Entry(
      name: "lane_sum",
      text: """
        /* The sum: from left to right below 16 terms, in eight lanes from 16 on. */
        static double lane_sum(int n, const double *x) {
          double s[8];
          int i;
          if (n < 16) {
            s[0] = x[0];
            for (i = 1; i < n; i++) s[0] = s[0] + x[i];
            return s[0];
          }
          for (i = 0; i < 8; i++) s[i] = x[i];
          for (i = 8; i < n; i++) s[i % 8] = s[i % 8] + x[i];
          return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
        }
        """),
    Entry(
      name: "extremum",
      text: """
        /* The positions of the largest of n numbers (of the smallest, where the sign is -1), in
           `met`; how many there are, and 0 where numbers cannot be ordered. */
        static int extremum(int n, double sign, const double *x, int *met) {
          int i, best = 0, count = 0;
          for (i = 1; i < n; i++) if (sign * x[i] > sign * x[best]) best = i;
          for (i = 0; i < n; i++) {
            if (i == best || x[i] == x[best]) met[count++] = i;
            else if (!(sign * x[i] < sign * x[best])) return 0;
          }
          return count;
        }
        """),
    Entry(
      name: "largest_magnitude",
      text: """
        /* The pieces of the largest magnitude: 2 i is -x_i, and 2 i + 1 is x_i. */
        static int largest_magnitude(int n, const double *x, int *met) {
          int i, count = 0;
          double best = 0;
          for (i = 0; i < n; i++) {
            if (x[i] != x[i]) return 0;
            if (fabs(x[i]) > best) best = fabs(x[i]);
          }
          for (i = 0; i < n; i++) {
            if (fabs(x[i]) != best) continue;
            if (x[i] <= 0) met[count++] = 2 * i;
            if (x[i] >= 0) met[count++] = 2 * i + 1;
          }
          return count;
        }
        """),
    Entry(
      name: "ranked",
      text: """
        struct ranked { double x; int i; };

        static int before(const void *left, const void *right) {
          const struct ranked *a = (const struct ranked *)left, *b = (const struct ranked *)right;
          if (a->x < b->x) return -1;
          if (a->x > b->x) return 1;
          return a->i - b->i;
        }

        /* The positions of the numbers that are equal to the one of the given rank, from 1 and from
           below, in `met`, and which of them stands there; 0 where numbers cannot be ordered. */
        static int ranked(int n, int rank, int descends, const double *x, struct ranked *order,
                          int *met, int *standing) {
          int i, first, count = 0;
          for (i = 0; i < n; i++) {
            if (n > 1 && x[i] != x[i]) return 0;
            order[i].x = x[i];
            order[i].i = i;
          }
          qsort(order, (size_t)n, sizeof(struct ranked), before);
          if (n == 1) { met[0] = 0; *standing = 0; return 1; }
          first = rank - 1;
          while (first > 0 && order[first - 1].x == order[rank - 1].x) first--;
          for (i = first; i < n && order[i].x == order[rank - 1].x; i++) met[count++] = order[i].i;
          *standing = descends ? count - 1 - (rank - 1 - first) : rank - 1 - first;
          return count;
        }
        """),
    Entry(
      name: "between_knots",
      text: """
        /* The pieces that meet at x among the knots, which increase: piece i + 1 ends at knot i, and
           piece 0 lies above all. */
        static int between_knots(int n, double x, const double *knot, int *met, int *standing) {
          int i, count = 0, stands = -1, above = 1, decided = 1;
          for (i = 0; i < n; i++) {
            if (x > knot[i]) continue;
            met[count] = i + 1;
            if (x <= knot[i]) { if (stands < 0) stands = count; }
            else decided = 0;
            count++;
            if (x < knot[i]) { above = 0; break; }
          }
          if (!decided) return 0;
          if (above) {
            for (i = count; i > 0; i--) met[i] = met[i - 1];
            met[0] = 0;
            count++;
            stands = stands < 0 ? 0 : stands + 1;
          }
          *standing = stands;
          return count;
        }
        """),
    Entry(
      name: "compare",
      text: """
        /* -1 where numbers cannot be ordered, else whether the relation holds. */
        static int compare(double a, double b, int less, int equal, int greater) {
          return a < b ? less : a > b ? greater : a == b ? equal : -1;
        }
        """),
    Entry(
      name: "take_first",
      text: """
        /* What is taken of n pieces that meet, with their weights: the one that stands there. */
        static int take_first(int n, int standing, int *met, double *weight) {
          (void)n;
          met[0] = met[standing];
          weight[0] = 1.0;
          return 1;
        }
        """),
    Entry(
      name: "take_last",
      text: """
        /* What is taken of n pieces that meet: the one that stands there from behind. */
        static int take_last(int n, int standing, int *met, double *weight) {
          met[0] = met[n - 1 - standing];
          weight[0] = 1.0;
          return 1;
        }
        """),
    Entry(
      name: "take_even",
      text: """
        /* What is taken of n pieces that meet: all, evenly. */
        static int take_even(int n, int standing, int *met, double *weight) {
          const double share = 1.0 / (double)n;
          int i;
          (void)standing;
          (void)met;
          for (i = 0; i < n; i++) weight[i] = share;
          return n;
        }
        """),
    Entry(
      name: "take_entries",
      text: """
        /* What is taken of the pieces of a largest magnitude: all entries evenly, or the first; an
           entry that is 0 has the given slope. */
        static int take_entries(int n, int even, double slope, int *met, double *weight) {
          int i, entries = 0;
          double share;
          if (n == 1) { weight[0] = 1.0; return 1; }
          for (i = 0; i < n; i++) if (i == 0 || met[i] / 2 != met[i - 1] / 2) entries++;
          if (!even) {
            n = met[0] / 2 == met[1] / 2 ? 2 : 1;
            entries = 1;
          }
          share = 1.0 / (double)entries;
          for (i = 0; i < n; i++) {
            if (i + 1 < n && met[i] / 2 == met[i + 1] / 2) {
              weight[i] = share * ((1.0 - slope) / 2.0);
              weight[i + 1] = share * ((1.0 + slope) / 2.0);
              i++;
            } else {
              weight[i] = entries == 1 ? 1.0 : share;
            }
          }
          return n;
        }
        """),
  ]
}
