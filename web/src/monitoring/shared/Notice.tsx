import type { ReactNode } from 'react'
import './shared.css'

/** What came of something, in a strip of its own: done, wrong, or only to be known. */
export function Notice(props: { kind: 'done' | 'fault' | 'info'; title: string; children?: ReactNode }) {
  return (
    <div className={`mon-notice ${props.kind}`} role={props.kind === 'fault' ? 'alert' : 'status'}>
      <strong>{props.title}</strong>
      {props.children && <p>{props.children}</p>}
    </div>
  )
}
