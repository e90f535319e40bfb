import { useTranslation } from 'react-i18next'
import type { StatementAct } from '../../../../../src/exchange/schemas.ts'
import { useMoment } from '../../../shell/time.ts'
import { SignedDigest } from './EndedActs.tsx'

/** What units here signed and objected to, each with what the statement's node made of it. */
export function ActsHere({ acts }: { acts: readonly StatementAct[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (acts.length === 0) return null
  const look = { sent: 'urgent', taken: 'confirmed', refused: 'rejected', contradicted: 'rejected' }
  return (
    <section className="told-acts">
      <h2 className="section-title">
        {t('exchange.toldStatements.acts')} <small>{t('exchange.toldStatements.actsLede')}</small>
      </h2>
      <ul className="objections">
        {acts.map(
          ({ id, kind, party, line, grounds, state, reason, userName, organizationName, at, withdrawnAt, sha256 }) => (
            <li key={id} className="sheet">
              <b>{t(`exchange.toldStatements.${kind}`, { party, line })}</b>{' '}
              <span className={`badge ${look[state]}`}>{t(`exchange.toldStatements.actStates.${state}`)}</span>
              {reason && <span> {t(`exchange.toldStatements.reasons.${reason}`)}</span>}
              {grounds && <p className="node-words">{grounds}</p>}
              <p className="node-facts">
                <span>
                  {organizationName} {userName} {moment(at)}
                </span>
                {sha256 && <SignedDigest sha256={sha256} />}
                {withdrawnAt && <span>{t('exchange.toldStatements.takenBack', { at: moment(withdrawnAt) })}</span>}
              </p>
            </li>
          ),
        )}
      </ul>
    </section>
  )
}
