import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { Money } from '../parts/Money.tsx'
import { useFormWord } from '../parts/names.ts'
import { sameYearQuery, statementQuery } from './api.ts'
import { besideOf } from './besideOf.ts'
import { StatementBadge, useSerial } from './parts.tsx'

/** All statements of the same year; a difference statement stands beside the one that it corrects, part by part. */
export function Beside({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const serial = useSerial()
  const all = useQuery(sameYearQuery(one.agreementId, one.year))
  const items = all.data?.items ?? []
  const corrected = items.find(({ serial: of, state }) => of < one.serial && state !== 'withdrawn')
  const before = useQuery({ ...statementQuery(corrected?.id ?? ''), enabled: corrected !== undefined })
  if (items.length < 2) return null
  return (
    <section>
      <h2 className="section-title">
        {t('settlement.statements.sameYear')} <small>{t('settlement.statements.sameYearLede')}</small>
      </h2>
      <ul className="same-year">
        {[...items].reverse().map((of) => (
          <li key={of.id} aria-current={of.id === one.id ? 'page' : undefined}>
            {of.id === one.id ? (
              <b>{serial(of.serial) || t('settlement.statements.first')}</b>
            ) : (
              <Link to="/statements/$statementId" params={{ statementId: of.id }}>
                {serial(of.serial) || t('settlement.statements.first')}
              </Link>
            )}{' '}
            <Money fen={of.totalFen} unit="tenThousand" /> <StatementBadge state={of.state} />
          </li>
        ))}
      </ul>
      {before.data && <Table one={one} before={before.data} />}
    </section>
  )
}

function Table({ one, before }: { one: StatementDetail; before: StatementDetail }) {
  const { t } = useTranslation()
  const word = useFormWord()
  const rows = besideOf(before.lines, one.lines)
  const cell = (fen: number) => (fen === 0 ? '—' : <Money fen={fen} />)
  return (
    <div className="settle-scroll">
      <table className="settle-table">
        <thead>
          <tr>
            <th scope="col">{t('settlement.statements.part')}</th>
            <th scope="col">{t('settlement.statements.direction')}</th>
            <th scope="col" className="amount">
              {t('settlement.statements.corrected')}
            </th>
            <th scope="col" className="amount">
              {t('settlement.statements.thisOne')}
            </th>
            <th scope="col" className="amount">
              {t('settlement.statements.together')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ part, from, to, beforeFen, thisFen }) => (
            <tr key={`${part} ${from} ${to}`}>
              <th scope="row">{word(part)}</th>
              <td>{t('settlement.statements.pays', { from, to })}</td>
              <td className="amount">{cell(beforeFen)}</td>
              <td className="amount">{cell(thisFen)}</td>
              <td className="amount">{cell(beforeFen + thisFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
