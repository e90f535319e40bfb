import { useId, useMemo } from 'react'
import { differenceOf } from './difference.ts'

/**
 * A text that is being written, with what differs from the last report coloured as one types. The marks lie in a copy of
 * the text behind the field; the copy also gives the field its height.
 */
export function MarkedText(props: {
  label: string
  hint: string
  value: string
  before: string | undefined
  note?: string | undefined
  rows?: number
  disabled?: boolean
  fieldRef?: (field: HTMLTextAreaElement | null) => void
  onChange: (value: string) => void
}) {
  const { label, hint, value, before, note, rows = 2, disabled = false, fieldRef, onChange } = props
  const id = useId()
  const stretches = useMemo(
    () => (before === undefined ? [] : differenceOf(before, value).filter(({ kind }) => kind !== 'removed')),
    [before, value],
  )
  return (
    <div className="marked">
      <label htmlFor={id}>
        {label}
        {note && <small>{note}</small>}
      </label>
      <div className="marked-field" style={{ minHeight: `calc(${rows} * 1.7em + 1.2em)` }}>
        <div className="marked-copy" aria-hidden="true">
          {before === undefined
            ? value
            : stretches.map(({ kind, text }, index) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
                kind === 'added' ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
              )}{' '}
        </div>
        <textarea
          id={id}
          ref={fieldRef}
          value={value}
          placeholder={hint}
          disabled={disabled}
          maxLength={8000}
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
    </div>
  )
}

/** A text of the past, with what is no longer said struck through. */
export function StruckText({ value, now }: { value: string; now: string | undefined }) {
  const stretches = useMemo(
    () =>
      now === undefined
        ? [{ kind: 'same' as const, text: value }]
        : differenceOf(value, now).filter(({ kind }) => kind !== 'added'),
    [value, now],
  )
  return (
    <p className="said-text">
      {stretches.map(({ kind, text }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
        kind === 'removed' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>,
      )}
    </p>
  )
}

/** A text of now, with what is new against the past coloured. */
export function ColouredText({ value, before }: { value: string; before: string | undefined }) {
  const stretches = useMemo(
    () =>
      before === undefined
        ? [{ kind: 'same' as const, text: value }]
        : differenceOf(before, value).filter(({ kind }) => kind !== 'removed'),
    [value, before],
  )
  return (
    <p className="said-text">
      {stretches.map(({ kind, text }, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no identity but their place
        kind === 'added' ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
      )}
    </p>
  )
}
