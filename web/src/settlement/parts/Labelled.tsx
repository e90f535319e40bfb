import type { ReactNode } from 'react'
import './parts.css'

/** A field with what it is called above it. The control within has the same words as its label for who cannot see. */
export function Labelled(props: { label: string; children: ReactNode; className?: string }) {
  return (
    <div className={`labelled ${props.className ?? ''}`}>
      <span aria-hidden="true">{props.label}</span>
      {props.children}
    </div>
  )
}
