import { type ReactNode, useId } from 'react'

/** A labelled field of a form. */
export function Field({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="task-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
