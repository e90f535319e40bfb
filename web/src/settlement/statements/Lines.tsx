import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { DerivationTree } from '../parts/DerivationTree.tsx'
import { Money } from '../parts/Money.tsx'
import { useFormWord } from '../parts/names.ts'
import { MonthStrip } from './MonthStrip.tsx'
import { LineBadge } from './parts.tsx'

type Line = StatementDetail['lines'][number]

/** The lines of a statement; each opens to how it came about, down to the months and what was measured in them. */
export function Lines({ one, onObject }: { one: StatementDetail; onObject: (line: number) => void }) {
  const { t } = useTranslation()
  const word = useFormWord()
  return (
    <section>
      <h2 className="section-title">
        {t('settlement.statements.lines')} <small>{t('settlement.statements.linesLede')}</small>
      </h2>
      {one.lines.length === 0 && <p>{t('settlement.statements.noLines')}</p>}
      <ol className="st-lines">
        {one.lines.map((line) => (
          <LineRow key={line.number} one={one} line={line} onObject={onObject} />
        ))}
      </ol>
      {one.notDue.length > 0 && (
        <>
          <h3 className="st-sub">{t('settlement.statements.notDue')}</h3>
          {one.notDue.map(({ part, derivation }) => (
            <details key={part} className="st-line sheet">
              <summary>{word(part)}</summary>
              <DerivationTree derivation={derivation} />
            </details>
          ))}
        </>
      )}
    </section>
  )
}

function LineRow({ one, line, onObject }: { one: StatementDetail; line: Line; onObject: (line: number) => void }) {
  const { t } = useTranslation()
  const word = useFormWord()
  const objects = one.maySignFor !== null && line.state === 'open'
  return (
    <li className="st-line sheet" id={`line-${line.number}`}>
      <div className="st-line-head">
        <span className="number">{line.number}</span>
        <div>
          <b>{word(line.part)}</b>
          <span>{t('settlement.statements.pays', { from: line.from, to: line.to })}</span>
        </div>
        <strong className={line.state === 'struck' ? 'struck' : ''}>
          <Money fen={line.amountFen} />
        </strong>
        <div className="st-line-state">
          <LineBadge state={line.state} />
          {line.transferId !== null && (
            <Link to="/ledger/transfers/$transferId" params={{ transferId: String(line.transferId) }}>
              {t('settlement.statements.transfer', { id: line.transferId })}
            </Link>
          )}
          {objects && (
            <Button size="small" className="no-print" onClick={() => onObject(line.number)}>
              {t('settlement.statements.object')}
            </Button>
          )}
        </div>
      </div>
      <details>
        <summary>{t('settlement.statements.how')}</summary>
        <DerivationTree derivation={line.derivation} />
        {one.judged.map((year) => (
          <MonthStrip key={`${year.section} ${year.year}`} one={one} judged={year} />
        ))}
      </details>
    </li>
  )
}
