import { useTranslation } from 'react-i18next'
import type { StatementDetail, StatementItem } from '../../../../src/settlement/schemas.ts'
import { comma } from '../../shell/punctuation.ts'

export function StatementBadge({ state }: { state: StatementItem['state'] }) {
  const { t } = useTranslation()
  const look = { open: 'urgent', posted: 'confirmed', withdrawn: 'rejected' }
  return <span className={`badge ${look[state]}`}>{t(`settlement.statements.states.${state}`)}</span>
}

export function LineBadge({ state }: { state: StatementDetail['lines'][number]['state'] }) {
  const { t } = useTranslation()
  const look = { open: 'solid', frozen: 'urgent', posted: 'confirmed', struck: 'rejected' }
  return <span className={`badge ${look[state]}`}>{t(`settlement.statements.lineStates.${state}`)}</span>
}

/** What an open statement waits for: signatures, and objections that nobody has settled. */
export function useWaiting(): (one: Pick<StatementItem, 'state' | 'awaits' | 'frozenCount'>) => string {
  const { t } = useTranslation()
  return ({ state, awaits, frozenCount }) => {
    const waits = [
      ...(awaits.length > 0 ? [t('settlement.statements.waitsFor', { parties: awaits.join(comma()) })] : []),
      ...(frozenCount > 0 && state !== 'withdrawn'
        ? [t('settlement.statements.frozenLines', { count: frozenCount })]
        : []),
    ]
    return waits.join(comma())
  }
}

/** Which statement of its year it is: the first one, or the difference after late data. */
export function useSerial(): (serial: number) => string {
  const { t } = useTranslation()
  return (serial) => (serial === 1 ? '' : t('settlement.statements.difference', { number: serial - 1 }))
}
