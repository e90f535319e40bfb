import { useTranslation } from 'react-i18next'
import type { ProvisionChange } from '../../../../src/plan/schemas.ts'

/** One provision that a version added, removed, moved or changed, with the words that went and came. */
export function ProvisionLine({ change }: { change: ProvisionChange }) {
  const { t } = useTranslation()
  const { kind, before, after, pieces } = change
  return (
    <li className={`provision-change ${kind}`}>
      <h3>
        <span className="badge">{t(`versions.kinds.${kind}`)}</span> {(after ?? before)?.label}
      </h3>
      {kind === 'moved' && before && after && before.label !== after.label && (
        <p className="faint">
          {before.label} → {after.label}
        </p>
      )}
      {pieces ? (
        <p className="diff">
          {pieces.map((piece, index) => {
            const key = `${index}${piece.kind}`
            if (piece.kind === 'removed') return <del key={key}>{piece.text}</del>
            if (piece.kind === 'added') return <ins key={key}>{piece.text}</ins>
            return <span key={key}>{shortened(piece.text)}</span>
          })}
        </p>
      ) : kind === 'removed' ? (
        <p className="diff">
          <del>{before?.text}</del>
        </p>
      ) : kind === 'added' ? (
        <p className="diff">
          <ins>{after?.text}</ins>
        </p>
      ) : null}
    </li>
  )
}

const KEEP = 60

/** Unchanged text between two changes: its ends, so that what changed stays in sight. */
function shortened(text: string): string {
  return text.length > 2 * KEEP + 10 ? `${text.slice(0, KEEP)} …… ${text.slice(-KEEP)}` : text
}
