/// The ways in which the ten digits are written: pen strokes as points that a smooth curve runs through, in a box one
/// unit high, x to the right and y down. A point given twice in a row is a corner.
struct DigitSkeleton {
  typealias Point = (x: Float, y: Float)
  typealias Stroke = [Point]

  /// How often the variant is written, beside the others of its class.
  let weight: Int
  let strokes: [Stroke]

  /// The variants of each class, 0…9.
  static let all: [[DigitSkeleton]] = [
    zero, one, two, three, four, five, six, seven, eight, nine,
  ]

  private static let zero = [
    // Round, closed.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [
          (0.54, 0.01), (0.30, 0.10), (0.17, 0.35), (0.17, 0.66), (0.32, 0.93), (0.55, 0.98), (0.77, 0.78),
          (0.83, 0.45), (0.72, 0.12), (0.50, 0.01), (0.40, 0.06),
        ]
      ]),
    // Narrow.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.55, 0.02), (0.39, 0.14), (0.30, 0.40), (0.30, 0.70), (0.40, 0.95), (0.54, 0.96), (0.66, 0.74),
          (0.70, 0.42), (0.64, 0.12), (0.52, 0.01),
        ]
      ]),
    // The end crosses the beginning.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.66, 0.10), (0.42, 0.06), (0.22, 0.28), (0.16, 0.62), (0.30, 0.92), (0.54, 0.97), (0.76, 0.76),
          (0.82, 0.44), (0.70, 0.16), (0.48, 0.03), (0.30, 0.02),
        ]
      ]),
  ]

  private static let one = [
    // A bare stroke.
    DigitSkeleton(weight: 10, strokes: [[(0.52, 0.00), (0.50, 0.34), (0.50, 0.68), (0.48, 1.00)]]),
    // With an upstroke.
    DigitSkeleton(
      weight: 2,
      strokes: [[(0.32, 0.22), (0.43, 0.12), (0.54, 0.00), (0.54, 0.00), (0.52, 0.50), (0.50, 1.00)]]),
    // With an upstroke and a base.
    DigitSkeleton(
      weight: 1,
      strokes: [
        [(0.30, 0.20), (0.42, 0.11), (0.52, 0.00), (0.52, 0.00), (0.51, 0.50), (0.50, 0.98)],
        [(0.24, 0.99), (0.50, 0.98), (0.78, 0.97)],
      ]),
  ]

  private static let two = [
    // A sharp turn at the foot.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.18, 0.24), (0.30, 0.06), (0.53, 0.00), (0.74, 0.12), (0.74, 0.34), (0.56, 0.60), (0.18, 0.96),
          (0.18, 0.96), (0.50, 0.94), (0.88, 0.95),
        ]
      ]),
    // A loop at the foot.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [
          (0.16, 0.20), (0.32, 0.04), (0.56, 0.00), (0.72, 0.14), (0.70, 0.38), (0.52, 0.66), (0.30, 0.92),
          (0.13, 0.93), (0.14, 0.78), (0.34, 0.76), (0.60, 0.90), (0.92, 0.92),
        ]
      ]),
    // Flat and wide.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.10, 0.14), (0.36, 0.02), (0.64, 0.04), (0.74, 0.22), (0.58, 0.50), (0.30, 0.78), (0.12, 0.92),
          (0.30, 0.88), (0.62, 0.92), (0.96, 0.86),
        ]
      ]),
  ]

  private static let three = [
    // Round, the bows meet in a point.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [
          (0.22, 0.14), (0.42, 0.01), (0.66, 0.07), (0.70, 0.27), (0.40, 0.46), (0.40, 0.46), (0.68, 0.54),
          (0.78, 0.74), (0.62, 0.95), (0.36, 1.00), (0.14, 0.88),
        ]
      ]),
    // A flat top.
    DigitSkeleton(
      weight: 1,
      strokes: [
        [
          (0.20, 0.05), (0.46, 0.04), (0.74, 0.03), (0.74, 0.03), (0.42, 0.42), (0.42, 0.42), (0.68, 0.48),
          (0.78, 0.70), (0.60, 0.95), (0.36, 1.00), (0.16, 0.90),
        ]
      ]),
    // A small loop in the middle.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.18, 0.10), (0.44, 0.00), (0.70, 0.10), (0.64, 0.32), (0.42, 0.48), (0.33, 0.46), (0.42, 0.41),
          (0.68, 0.52), (0.76, 0.74), (0.56, 0.95), (0.30, 1.00), (0.08, 0.92),
        ]
      ]),
  ]

  private static let four = [
    // Open, of two strokes.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [(0.26, 0.04), (0.20, 0.26), (0.16, 0.50), (0.18, 0.54), (0.46, 0.54), (0.82, 0.48)],
        [(0.74, 0.00), (0.71, 0.34), (0.66, 0.70), (0.63, 1.00)],
      ]),
    // Closed.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [(0.62, 0.02), (0.38, 0.30), (0.12, 0.60), (0.12, 0.60), (0.46, 0.60), (0.88, 0.58)],
        [(0.62, 0.02), (0.61, 0.50), (0.58, 1.00)],
      ]),
    // Open, in one stroke.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.22, 0.06), (0.16, 0.30), (0.28, 0.48), (0.54, 0.42), (0.74, 0.04), (0.74, 0.04), (0.66, 0.48),
          (0.58, 1.00),
        ]
      ]),
    // Open, the cross-stroke long.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [(0.34, 0.02), (0.24, 0.24), (0.10, 0.46), (0.10, 0.46), (0.50, 0.46), (0.94, 0.44)],
        [(0.68, 0.20), (0.64, 0.56), (0.60, 1.00)],
      ]),
  ]

  private static let five = [
    // The roof is part of the stroke.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.80, 0.03), (0.54, 0.04), (0.32, 0.06), (0.32, 0.06), (0.26, 0.42), (0.26, 0.42), (0.50, 0.36),
          (0.74, 0.50), (0.76, 0.76), (0.54, 0.98), (0.28, 0.98), (0.12, 0.88),
        ]
      ]),
    // The roof is a stroke of its own.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.34, 0.10), (0.30, 0.28), (0.28, 0.44), (0.28, 0.44), (0.52, 0.42), (0.72, 0.58), (0.68, 0.84),
          (0.44, 1.00), (0.14, 0.92),
        ],
        [(0.34, 0.09), (0.58, 0.05), (0.90, 0.00)],
      ]),
    // Like an S.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.86, 0.02), (0.56, 0.04), (0.36, 0.14), (0.30, 0.32), (0.50, 0.46), (0.68, 0.62), (0.62, 0.86),
          (0.38, 1.00), (0.10, 0.92),
        ]
      ]),
  ]

  private static let six = [
    // A round belly.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [
          (0.66, 0.00), (0.42, 0.18), (0.25, 0.48), (0.22, 0.80), (0.42, 0.99), (0.66, 0.92), (0.76, 0.72),
          (0.62, 0.55), (0.42, 0.58), (0.26, 0.78),
        ]
      ]),
    // A long stem, a small belly.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.56, 0.00), (0.42, 0.24), (0.30, 0.54), (0.27, 0.84), (0.42, 0.99), (0.60, 0.90), (0.64, 0.74),
          (0.52, 0.66), (0.36, 0.74), (0.28, 0.86),
        ]
      ]),
    // Bent over at the top, the loop flat.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.78, 0.10), (0.60, 0.01), (0.38, 0.14), (0.22, 0.46), (0.22, 0.80), (0.44, 0.98), (0.74, 0.86),
          (0.78, 0.66), (0.52, 0.56), (0.24, 0.70),
        ]
      ]),
  ]

  private static let seven = [
    DigitSkeleton(
      weight: 4,
      strokes: [[(0.14, 0.09), (0.46, 0.07), (0.80, 0.04), (0.80, 0.04), (0.62, 0.40), (0.46, 1.00)]]),
    // With a bar.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [(0.14, 0.08), (0.48, 0.06), (0.80, 0.05), (0.80, 0.05), (0.58, 0.46), (0.44, 1.00)],
        [(0.34, 0.52), (0.58, 0.49), (0.82, 0.47)],
      ]),
    // With a serif.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.14, 0.26), (0.15, 0.08), (0.15, 0.08), (0.48, 0.07), (0.80, 0.06), (0.80, 0.06), (0.66, 0.46),
          (0.56, 1.00),
        ]
      ]),
    // Round at the shoulder.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [(0.14, 0.16), (0.32, 0.05), (0.58, 0.04), (0.74, 0.12), (0.66, 0.42), (0.52, 0.72), (0.44, 1.00)]
      ]),
  ]

  private static let eight = [
    // In one stroke, closed at the top.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [
          (0.68, 0.10), (0.48, 0.01), (0.28, 0.14), (0.34, 0.36), (0.58, 0.54), (0.70, 0.78), (0.50, 0.99),
          (0.28, 0.84), (0.38, 0.60), (0.60, 0.40), (0.72, 0.18), (0.64, 0.06),
        ]
      ]),
    // Open at the top, the ends crossing.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.76, 0.14), (0.50, 0.02), (0.26, 0.18), (0.38, 0.42), (0.60, 0.62), (0.60, 0.88), (0.42, 1.00),
          (0.26, 0.84), (0.36, 0.64), (0.60, 0.40), (0.82, 0.04),
        ]
      ]),
    // Two rings.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.52, 0.47), (0.32, 0.36), (0.30, 0.14), (0.50, 0.01), (0.70, 0.14), (0.68, 0.36), (0.48, 0.48),
          (0.27, 0.62), (0.26, 0.86), (0.50, 0.99), (0.75, 0.86), (0.72, 0.60), (0.50, 0.47),
        ]
      ]),
  ]

  private static let nine = [
    // A straight stem.
    DigitSkeleton(
      weight: 4,
      strokes: [
        [
          (0.70, 0.14), (0.52, 0.02), (0.30, 0.12), (0.22, 0.34), (0.38, 0.48), (0.60, 0.38), (0.72, 0.10),
          (0.72, 0.10), (0.68, 0.50), (0.62, 1.00),
        ]
      ]),
    // A curled stem.
    DigitSkeleton(
      weight: 2,
      strokes: [
        [
          (0.74, 0.14), (0.54, 0.01), (0.30, 0.12), (0.26, 0.36), (0.46, 0.48), (0.70, 0.32), (0.76, 0.14),
          (0.78, 0.52), (0.66, 0.88), (0.42, 1.00), (0.20, 0.90),
        ]
      ]),
    // The stem leaves the ring without a corner.
    DigitSkeleton(
      weight: 3,
      strokes: [
        [
          (0.68, 0.22), (0.56, 0.04), (0.36, 0.06), (0.24, 0.26), (0.34, 0.44), (0.54, 0.38), (0.68, 0.20),
          (0.66, 0.44), (0.56, 0.72), (0.48, 1.00),
        ]
      ]),
  ]
}
