import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { usePeriod } from '../../shell/period.ts'
import { colon, comma } from '../../shell/punctuation.ts'
import { Money } from '../parts/Money.tsx'
import { useFormWord, useParameterName } from '../parts/names.ts'
import { useWhy } from '../parts/useWhy.ts'
import { nowQuery, sameYearQuery, usePrepare } from './api.ts'
import { monthAddress } from './values.ts'

/** Says where data behind a statement have changed since, what that comes to, and offers the difference statement. */
export function ChangedData({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const period = usePeriod()
  const name = useParameterName()
  const word = useFormWord()
  const why = useWhy()
  const navigate = useNavigate()
  const [once] = useState(() => crypto.randomUUID())
  const now = useQuery(nowQuery(one.id))
  const others = useQuery(sameYearQuery(one.agreementId, one.year))
  const prepare = usePrepare()
  const newest = others.data?.items.every(({ serial, state }) => serial <= one.serial || state === 'withdrawn') ?? false
  if (!now.data || !newest) return null
  const { months, lines, problem } = now.data
  const isOfData = months.length > 0
  if (!isOfData && lines.length === 0 && !problem) return null
  const isPosted = one.state === 'posted'
  const words = months.map(
    ({ section, year, month, items }) =>
      `${section} ${period(monthAddress(year, month))}${colon()}${items
        .map(({ code, before, now: value }) => `${name(code)} ${before ?? '—'} → ${value ?? '—'}`)
        .join(comma())}`,
  )
  const prepareDifference = () =>
    prepare.mutate(
      {
        once,
        body: {
          agreementId: one.agreementId,
          year: one.year,
          given: one.evidence.given,
          reason: isOfData
            ? t('settlement.statements.changedReason', {
                months: months
                  .map(({ section, year, month }) => `${section} ${period(monthAddress(year, month))}`)
                  .join(comma())
                  .slice(0, 900),
              })
            : t('settlement.statements.changedSettledReason'),
        },
      },
      { onSuccess: ({ id }) => void navigate({ to: '/statements/$statementId', params: { statementId: id } }) },
    )
  return (
    <Alert
      className="st-changed"
      type="warning"
      showIcon
      title={t(
        isOfData
          ? isPosted
            ? 'settlement.statements.changedPosted'
            : 'settlement.statements.changedOpen'
          : 'settlement.statements.changedSettled',
      )}
      description={
        <>
          <ul>
            {words.slice(0, 6).map((one) => (
              <li key={one}>{one}</li>
            ))}
            {words.length > 6 && <li>{t('settlement.statements.changedMore', { count: words.length - 6 })}</li>}
          </ul>
          {problem && <p>{why(problem).title}</p>}
          {!problem && isPosted && lines.length === 0 && <p>{t('settlement.statements.changedNothing')}</p>}
          {!problem &&
            lines.map(({ part, from, to, amountFen }) => (
              <p key={`${part} ${from} ${to}`}>
                {t(isPosted ? 'settlement.statements.changedDifference' : 'settlement.statements.changedTo')}{' '}
                {word(part)} {t('settlement.statements.pays', { from, to })} <Money fen={amountFen} />
              </p>
            ))}
          {isPosted && one.mayPrepare && !problem && lines.length > 0 && (
            <Button type="primary" className="no-print" loading={prepare.isPending} onClick={prepareDifference}>
              {t('settlement.statements.prepareDifference')}
            </Button>
          )}
        </>
      }
    />
  )
}
