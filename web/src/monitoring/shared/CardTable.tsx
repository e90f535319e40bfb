import type { ReactNode } from 'react'
import './shared.css'

/** One line for each thing, under its heads; on a narrow page one card, with the heads as labels of all but its title. */
export function CardTable<Column extends string, Item>(props: {
  items: readonly Item[]
  keyOf: (item: Item) => string
  head: (column: Column) => string
  /** What stands in each column, from left to right; the first is the title of a card. */
  cells: Readonly<Record<Column, (item: Item) => ReactNode>>
}) {
  const { items, keyOf, head, cells } = props
  const columns = Object.keys(cells) as Column[]
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {head(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map((column, index) => (
              <td key={column} data-label={index > 0 ? head(column) : undefined}>
                {cells[column](item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
