import { useTranslation } from 'react-i18next'
import { comma } from '../shell/punctuation.ts'
import { type Tally, totalOf, verdictKinds } from './verdicts.ts'

/** How much of a document or chapter came to what, as one band. */
export function VerdictBar({ tally }: { tally: Tally }) {
  const { t } = useTranslation()
  const whole = totalOf(tally)
  const said = verdictKinds
    .filter((kind) => tally[kind] > 0)
    .map((kind) => `${t(`alignment.verdicts.${kind}`)} ${tally[kind]}`)
    .join(comma())
  return (
    <span className="verdict-bar" role="img" aria-label={said} title={said}>
      {whole > 0 &&
        verdictKinds.map((kind) =>
          tally[kind] > 0 ? <i key={kind} className={`of-${kind}`} style={{ flexGrow: tally[kind] }} /> : null,
        )}
    </span>
  )
}
