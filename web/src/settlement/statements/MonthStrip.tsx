import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { ClassMark, MetMark } from '../../monitoring/shared/ClassMark.tsx'
import { MonthDrawer } from './MonthDrawer.tsx'
import { useMonth } from './values.ts'

export type Judged = StatementDetail['judged'][number]

/** Twelve months of a section: class and whether each meets; one that is pressed opens what was measured in it. */
export function MonthStrip({ one, judged }: { one: StatementDetail; judged: Judged }) {
  const { t } = useTranslation()
  const monthName = useMonth()
  const [month, setMonth] = useState<number | null>(null)
  const measured = judged.months.filter(({ meets }) => meets !== null)
  return (
    <div className="month-strip">
      <p>
        <b>{t('settlement.statements.sectionYear', { section: judged.section, year: judged.year })}</b>{' '}
        {judged.target && (
          <span>
            {t('settlement.statements.target')} <ClassMark of={judged.target} />{' '}
            {t('settlement.statements.metOf', {
              met: measured.filter(({ meets }) => meets).length,
              all: measured.length,
            })}
          </span>
        )}
      </p>
      <ol>
        {judged.months.map((of) => (
          <li key={of.month}>
            <button type="button" className="plain" onClick={() => setMonth(of.month)}>
              <span>{monthName(of.month)}</span>
              <ClassMark of={of.class} />
              <MetMark meets={of.meets} />
            </button>
          </li>
        ))}
      </ol>
      {month !== null && <MonthDrawer one={one} judged={judged} month={month} onClose={() => setMonth(null)} />}
    </div>
  )
}
