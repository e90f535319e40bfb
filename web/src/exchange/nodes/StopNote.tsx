import { useTranslation } from 'react-i18next'
import type { NodeFacts } from '../../../../src/exchange/schemas.ts'
import { useMoment } from '../../shell/time.ts'

/** Where a channel stands still, at this node or at the other: which message, why, since when, and what to do. */
export function StopNote({ stop, side }: { stop: NonNullable<NodeFacts['stopped']>; side: 'here' | 'there' }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { first, last, reason, since } = stop
  const numbers = first === last ? String(first) : t('exchange.nodes.stopped.range', { first, last })
  return (
    <small className="node-stop">
      {t(`exchange.nodes.stopped.${side}`, { numbers, moment: moment(since) })}
      <br />
      {t(`exchange.nodes.stopped.why.${side}.${reason}`)}
    </small>
  )
}
