/// A small dense symmetric matrix, for the information matrices of the preference models.
package struct SymmetricMatrix: Sendable {
  package let size: Int
  package var values: ContiguousArray<Double>

  package init(size: Int) {
    self.size = size
    values = ContiguousArray(repeating: 0, count: size * size)
  }

  package subscript(row: Int, column: Int) -> Double {
    get { values[row * size + column] }
    set { values[row * size + column] = newValue }
  }

  /// Returns the Cholesky factor L with LLᵀ = self; nil unless the matrix is positive definite.
  package func cholesky() -> CholeskyFactor? {
    var lower = values
    let isPositive = lower.withUnsafeMutableBufferPointer { l in
      for j in 0..<size {
        var pivot = l[j * size + j]
        for k in 0..<j { pivot -= l[j * size + k] * l[j * size + k] }
        guard pivot > abs(values[j * size + j]) * 1e-15, pivot.isFinite else { return false }
        let root = pivot.squareRoot()
        l[j * size + j] = root
        for i in (j + 1)..<max(size, j + 1) {
          var sum = l[i * size + j]
          for k in 0..<j { sum -= l[i * size + k] * l[j * size + k] }
          l[i * size + j] = sum / root
        }
      }
      return true
    }
    return isPositive ? CholeskyFactor(size: size, lower: lower) : nil
  }
}

/// The triangular factor of a positive definite matrix.
package struct CholeskyFactor: Sendable {
  package let size: Int
  fileprivate let lower: ContiguousArray<Double>

  /// Returns the x that solves LLᵀx = b.
  package func solve(_ b: [Double]) -> [Double] {
    var x = b
    for i in 0..<size {
      for k in 0..<i { x[i] -= lower[i * size + k] * x[k] }
      x[i] /= lower[i * size + i]
    }
    for i in stride(from: size - 1, through: 0, by: -1) {
      for k in (i + 1)..<max(size, i + 1) { x[i] -= lower[k * size + i] * x[k] }
      x[i] /= lower[i * size + i]
    }
    return x
  }

  /// Returns the inverse of the factored matrix.
  package func inverse() -> SymmetricMatrix {
    var result = SymmetricMatrix(size: size)
    for j in 0..<size {
      var unit = [Double](repeating: 0, count: size)
      unit[j] = 1
      let column = solve(unit)
      for i in 0..<size { result[i, j] = column[i] }
    }
    return result
  }
}

/// Systems of linear equations without symmetry.
package enum LinearSystem {
  /// Returns the x with `rows` · x = `right`, by elimination with partial pivoting; nil where the
  /// system is singular.
  package static func solve(_ rows: [[Double]], _ right: [Double]) -> [Double]? {
    var (a, b) = (rows, right)
    let n = b.count
    for column in 0..<n {
      guard
        let pivot = (column..<n).max(by: { abs(a[$0][column]) < abs(a[$1][column]) }),
        a[pivot][column] != 0
      else { return nil }
      a.swapAt(column, pivot)
      b.swapAt(column, pivot)
      for row in (column + 1)..<max(n, column + 1) {
        let factor = a[row][column] / a[column][column]
        if factor == 0 { continue }
        for k in column..<n { a[row][k] -= factor * a[column][k] }
        b[row] -= factor * b[column]
      }
    }
    for row in stride(from: n - 1, through: 0, by: -1) {
      for k in (row + 1)..<max(n, row + 1) { b[row] -= a[row][k] * b[k] }
      b[row] /= a[row][row]
    }
    return b
  }
}
