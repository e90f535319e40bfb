import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementAct } from '../../../../../src/exchange/schemas.ts'
import type { StatementDetail } from '../../../../../src/settlement/schemas.ts'
import { SettleDialog } from '../../../settlement/statements/Objections.tsx'
import { useMoment } from '../../../shell/time.ts'
import { SignedDigest } from './EndedActs.tsx'

/** What units here signed and objected to, each with what the statement's node made of it. */
export function ActsHere(props: {
  acts: readonly StatementAct[]
  /** Null: what came of it is not what it says it is. */
  statement: StatementDetail | null
  isCutOff: boolean
}) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { acts, statement, isCutOff } = props
  const [withdrawing, setWithdrawing] = useState<{ id: string; grounds: string } | null>(null)
  if (acts.length === 0) return null
  // One that its node has told stands among the objections below, with what may be done about it.
  const isOnItsWay = ({ outcome, mayWithdraw }: StatementAct) => mayWithdraw && outcome === null && statement !== null
  return (
    <section className="told-acts">
      <h2 className="section-title">
        {t('exchange.toldStatements.acts')} <small>{t('exchange.toldStatements.actsLede')}</small>
      </h2>
      <ul className="objections">
        {acts.map((act) => {
          const { id, kind, party, line, grounds, userName, organizationName, at, sha256, withdrawnAt, withdrawal } =
            act
          return (
            <li key={id} className="sheet">
              <b>{t(`exchange.toldStatements.${kind}`, { party, line })}</b> <Answer of={act} isCutOff={isCutOff} />
              {grounds && <p className="node-words">{grounds}</p>}
              <p className="node-facts">
                <span>
                  {organizationName} {userName} {moment(at)}
                </span>
                {sha256 && <SignedDigest sha256={sha256} />}
                {withdrawnAt && <span>{t('exchange.toldStatements.withdrawnAt', { at: moment(withdrawnAt) })}</span>}
              </p>
              {withdrawal && act.state !== 'refused' && (
                <p>
                  {t('exchange.toldStatements.withdrawal')} <Answer of={withdrawal} isCutOff={isCutOff} />
                </p>
              )}
              {isOnItsWay(act) && (
                <div className="acts no-print">
                  <Button onClick={() => setWithdrawing({ id, grounds: grounds ?? '' })}>
                    {t('settlement.statements.acts.withdrawn')}
                  </Button>
                </div>
              )}
            </li>
          )
        })}
      </ul>
      {withdrawing && statement && (
        <SettleDialog
          one={statement}
          objection={withdrawing}
          outcome="withdrawn"
          onClose={() => setWithdrawing(null)}
        />
      )}
    </section>
  )
}

/** On its way, recorded or not taken, and why. */
function Answer({
  of: { state, reason },
  isCutOff,
}: {
  of: Pick<StatementAct, 'state' | 'reason'>
  isCutOff: boolean
}) {
  const { t } = useTranslation()
  const look = { sent: 'urgent', taken: 'confirmed', refused: 'rejected', contradicted: 'rejected' }
  const isLost = state === 'sent' && isCutOff
  return (
    <>
      <span className={`badge ${look[state]}`}>
        {t(isLost ? 'exchange.toldStatements.notSent' : `exchange.toldStatements.actStates.${state}`)}
      </span>
      {reason && <span> {t(`exchange.toldStatements.reasons.${reason}`)}</span>}
    </>
  )
}
