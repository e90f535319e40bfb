import { type ReactNode, useId } from 'react'

/** A word above what one enters under it. */
export function Labelled(props: { label: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="bp-labelled">
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
    </div>
  )
}
