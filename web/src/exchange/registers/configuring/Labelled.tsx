import type { ReactNode } from 'react'

/** A field of the editor under its name. */
export function Labelled({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: what is labelled stands within
    <label className="registry-label">
      {label}
      {children}
      {hint && <small>{hint}</small>}
    </label>
  )
}
