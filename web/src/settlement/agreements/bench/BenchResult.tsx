import { useTranslation } from 'react-i18next'
import type { BenchAnswer } from '../../../../../src/settlement/schemas.ts'
import { comma } from '../../../shell/punctuation.ts'
import { DerivationTree } from '../../parts/DerivationTree.tsx'
import { Money } from '../../parts/Money.tsx'
import { useFormWord } from '../../parts/names.ts'
import { useWhy } from '../../parts/useWhy.ts'
import { gained, type Settled } from './request.ts'

type Year = BenchAnswer['items'][number]

/** What the years come to; beside it, where something was changed, what they come to as it is agreed. */
export function BenchResult({ answer, unchanged }: { answer: BenchAnswer; unchanged: BenchAnswer | null }) {
  const { t } = useTranslation()
  const baseOf = (year: number) => unchanged?.items.find((one) => one.year === year) ?? null
  return (
    <section className="bench-result" aria-live="polite">
      <h2 className="section-title">{t('settlement.agreements.bench.result')}</h2>
      <div className="table-scroll">
        <table className="plain-table bench-table">
          <thead>
            <tr>
              <th scope="col">{t('settlement.agreements.bench.year')}</th>
              {unchanged && <th scope="col">{t('settlement.agreements.bench.asAgreed')}</th>}
              <th scope="col">
                {t(unchanged ? 'settlement.agreements.bench.changed' : 'settlement.agreements.bench.payments')}
              </th>
              {unchanged && <th scope="col">{t('settlement.agreements.bench.difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {answer.items.map((one) => {
              const base = baseOf(one.year)
              return (
                <tr key={one.year}>
                  <th scope="row">{one.year}</th>
                  {unchanged && <td>{base && <Payments of={base} />}</td>}
                  <td>
                    <Payments of={one} />
                  </td>
                  {unchanged && (
                    <td>{one.settled && base?.settled ? <Gained trial={one.settled} base={base.settled} /> : '—'}</td>
                  )}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {answer.items.map((one) => (
        <YearDetail key={one.year} one={one} isOnly={answer.items.length === 1} />
      ))}
    </section>
  )
}

/** What remains to be paid after setting off; else why the year does not come out. */
function Payments({ of }: { of: Year }) {
  const { t } = useTranslation()
  const why = useWhy()
  if (!of.settled) return <span className="bench-why">{of.problem && why(of.problem).title}</span>
  if (of.settled.payments.length === 0) return <span>{t('settlement.agreements.bench.nothingDue')}</span>
  return (
    <ul>
      {of.settled.payments.map(({ from, to, amountFen }) => (
        <li key={`${from} ${to}`} className="payment-line">
          <span>
            {from} → {to}
          </span>{' '}
          <Money fen={amountFen} />
        </li>
      ))}
    </ul>
  )
}

function Gained({ trial, base }: { trial: Settled; base: Settled }) {
  const { t } = useTranslation()
  const changed = gained(trial, base).filter(({ fen }) => fen !== 0)
  if (changed.length === 0) return <span>{t('settlement.agreements.bench.noDifference')}</span>
  return (
    <ul>
      {changed.map(({ name, fen }) => (
        <li key={name} className="payment-line">
          <span>{t(fen > 0 ? 'settlement.agreements.bench.more' : 'settlement.agreements.bench.less', { name })}</span>{' '}
          <Money fen={Math.abs(fen)} />
        </li>
      ))}
    </ul>
  )
}

function YearDetail({ one, isOnly }: { one: Year; isOnly: boolean }) {
  const { t } = useTranslation()
  const word = useFormWord()
  const why = useWhy()
  const { year, settled, problem, missing } = one
  const words = problem && why(problem)
  return (
    <details className="year-detail sheet" open={isOnly || problem !== null}>
      <summary>
        <b>{t('settlement.agreements.bench.yearTitle', { year })}</b>{' '}
        {problem && <span className="badge urgent">{t('settlement.agreements.bench.notOut')}</span>}
      </summary>
      {words && (
        <div className="problem">
          <strong>{words.title}</strong>
          <p>{words.todo}</p>
        </div>
      )}
      {missing.length > 0 && (
        <p className="quiet">
          {t('settlement.agreements.bench.missing', {
            sections: missing.map((of) => t('settlement.agreements.bench.sectionYear', { ...of })).join(comma()),
          })}
        </p>
      )}
      {settled?.lines.map(({ part, from, to, amountFen, derivation }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines stand in the order of the agreement
        <article key={index} className="bench-line">
          <h3>
            <span>
              {word(part)} · {from} → {to}
            </span>
            <Money fen={amountFen} />
          </h3>
          <DerivationTree derivation={derivation} />
        </article>
      ))}
      {settled?.notDue.map(({ part, derivation }) => (
        <article key={part} className="bench-line">
          <h3>
            <span>{word(part)}</span>
            <span className="badge">{t('settlement.agreements.bench.notDue')}</span>
          </h3>
          <DerivationTree derivation={derivation} />
        </article>
      ))}
      {settled && settled.lines.length === 0 && settled.notDue.length === 0 && (
        <p className="quiet">{t('settlement.agreements.bench.nothingDue')}</p>
      )}
      {settled && (
        <p className="net-line">
          {Object.entries(settled.netFen).map(([name, fen]) => (
            <span key={name}>
              {t(
                fen > 0
                  ? 'settlement.agreements.bench.receives'
                  : fen < 0
                    ? 'settlement.agreements.bench.pays'
                    : 'settlement.agreements.bench.even',
                {
                  name,
                },
              )}{' '}
              {fen !== 0 && <Money fen={Math.abs(fen)} />}
            </span>
          ))}
        </p>
      )}
    </details>
  )
}
