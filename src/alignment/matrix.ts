/** A value for each pair of an upper and a lower provision. */
export class Matrix {
  readonly rows: number
  readonly columns: number
  readonly #values: Float64Array

  constructor(rows: number, columns: number) {
    this.rows = rows
    this.columns = columns
    this.#values = new Float64Array(rows * columns)
  }

  static of(rows: number, columns: number, value: (row: number, column: number) => number): Matrix {
    const matrix = new Matrix(rows, columns)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) matrix.#values[row * columns + column] = value(row, column)
    return matrix
  }

  at(row: number, column: number): number {
    return this.#values[row * this.columns + column] ?? 0
  }

  add(row: number, column: number, value: number): void {
    const at = row * this.columns + column
    this.#values[at] = (this.#values[at] ?? 0) + value
  }

  /** Each value against the largest of its row; 0 where all are 0. */
  byRow(): Matrix {
    const most = Array.from({ length: this.rows }, (_, row) => largest(this.columns, (column) => this.at(row, column)))
    return Matrix.of(this.rows, this.columns, (row, column) => share(this.at(row, column), most[row]))
  }

  /** Each value against the largest of its column; 0 where all are 0. */
  byColumn(): Matrix {
    const most = Array.from({ length: this.columns }, (_, column) => largest(this.rows, (row) => this.at(row, column)))
    return Matrix.of(this.rows, this.columns, (row, column) => share(this.at(row, column), most[column]))
  }
}

function largest(count: number, value: (index: number) => number): number {
  let most = 0
  for (let index = 0; index < count; index++) most = Math.max(most, value(index))
  return most
}

const share = (value: number, most = 0) => (most > 0 ? value / most : 0)
