/** A value that a filter compares with: text, number, truth, or a day as ISO text. */
export type Value = At &
  (
    | { kind: 'text'; value: string }
    | { kind: 'number'; value: number }
    | { kind: 'boolean'; value: boolean }
    | { kind: 'date'; value: string }
  )
export type Operand = Value | (At & { kind: 'property'; name: string })
/** Where in the filter it stands (from 0). */
interface At {
  at: number
}
export type Comparator = '=' | '<>' | '<' | '>' | '<=' | '>='

/** A shape of a filter: a box, or well-known text made anew of the numbers that were read. */
export type Shape = { kind: 'box'; box: [number, number, number, number] } | { kind: 'wkt'; wkt: string }

/** What a CQL2 text says (OGC 21-065r2): Basic CQL2, the advanced comparisons, and s_intersects. */
export type Filter =
  | { is: 'and' | 'or'; of: Filter[] }
  | { is: 'not'; of: Filter }
  | { is: 'constant'; value: boolean }
  | { is: 'compare'; comparator: Comparator; left: Operand; right: Operand }
  | { is: 'like'; property: string; at: number; pattern: string }
  | { is: 'between'; operand: Operand; low: Operand; high: Operand }
  | { is: 'in'; operand: Operand; values: Value[] }
  | { is: 'null'; operand: Operand }
  | { is: 'intersects'; property: string; at: number; shape: Shape }
