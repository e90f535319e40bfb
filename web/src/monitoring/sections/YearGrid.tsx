import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Assessment } from '../../../../src/monitoring/schemas.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { semicolon } from '../../shell/punctuation.ts'
import { todayHere } from '../../shell/time.ts'
import { ClassMark } from '../shared/ClassMark.tsx'
import { percentOf } from '../shared/classes.ts'
import { monthName } from '../shared/values.ts'
import { ExceedingText } from './Exceeding.tsx'
import { type MonthCell, yearCells } from './year.ts'

/** A year at a glance: what fails its target stands out, what was not measured stands as a gap. */
export function YearGrid(props: {
  months: readonly Assessment[]
  years: readonly number[]
  year: number
  month: string | undefined
  onYear: (year: number) => void
  onMonth: (month: string) => void
}) {
  const { t } = useTranslation()
  const { months, years, year, month, onYear, onMonth } = props
  const cells = yearCells(months, year, todayHere())
  const judged = cells.filter(({ assessment }) => typeof assessment?.meets === 'boolean')
  const met = judged.filter(({ assessment }) => assessment?.meets).length
  const gaps = cells.filter(({ assessment, isFuture }) => !assessment && !isFuture).length
  const rate = percentOf(met, judged.length)
  return (
    <section>
      <h2 className="section-title">
        {t('monitoring.sections.yearTitle', { year })}
        <small>
          {[
            rate === null ? '' : t('monitoring.sections.yearLede', { met, of: judged.length, rate }),
            gaps > 0 ? t('monitoring.sections.yearGaps', { count: gaps }) : '',
          ]
            .filter(Boolean)
            .join(semicolon())}
        </small>
        <span className="sec-year-steps no-print">
          <Button
            size="small"
            icon={<LeftOutlined />}
            aria-label={t('monitoring.sections.yearBefore')}
            disabled={year <= (years[0] ?? year)}
            onClick={() => onYear(year - 1)}
          />
          <Button
            size="small"
            icon={<RightOutlined />}
            aria-label={t('monitoring.sections.yearAfter')}
            disabled={year >= (years.at(-1) ?? year)}
            onClick={() => onYear(year + 1)}
          />
        </span>
      </h2>
      <ol className="sec-year">
        {cells.map((cell) => (
          <li key={cell.month}>
            <Cell cell={cell} chosen={cell.month === month} onMonth={onMonth} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Cell({ cell, chosen, onMonth }: { cell: MonthCell; chosen: boolean; onMonth: (month: string) => void }) {
  const { t } = useTranslation()
  const { month, assessment, isFuture } = cell
  const { language } = usePreferences()
  const name = monthName(Number(month.slice(5)), language)
  if (!assessment)
    return (
      <div className={isFuture ? 'sec-cell future' : 'sec-cell gap'}>
        <span>{name}</span>
        <em>{isFuture ? '' : t('monitoring.sections.gap')}</em>
      </div>
    )
  const failed = assessment.meets === false
  return (
    <button
      type="button"
      className={`sec-cell${failed ? ' failed' : ''}${chosen ? ' chosen' : ''}`}
      aria-pressed={chosen}
      onClick={() => onMonth(month)}
    >
      <span>
        {name}
        {assessment.late && <em className="late">{t('monitoring.sections.lateMark')}</em>}
      </span>
      <ClassMark of={assessment.class} large />
      <small>
        {failed ? (
          <>
            <b>{t('monitoring.sections.failed')}</b> <ExceedingText items={assessment.exceeding.slice(0, 2)} />
          </>
        ) : (
          assessment.meets && t('monitoring.sections.met')
        )}
      </small>
    </button>
  )
}
