import { useTranslation } from 'react-i18next'
import type { EndedAct } from '../../../../../src/exchange/schemas.ts'
import { useMoment } from '../../../shell/time.ts'
import { useNodeName } from '../parts.tsx'

/** The digest that a party signed. */
export function SignedDigest({ sha256 }: { sha256: string }) {
  const { t } = useTranslation()
  return (
    <span>
      {t('exchange.toldStatements.signedDigest')} <code className="digest">{sha256}</code>
    </span>
  )
}

/** What the unit signed and objected to in statements that their nodes tell no longer. */
export function EndedActs({ ended }: { ended: readonly EndedAct[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const nameOf = useNodeName()
  if (ended.length === 0) return null
  return (
    <section className="told-acts">
      <h2 className="section-title">
        {t('exchange.toldStatements.ended')} <small>{t('exchange.toldStatements.endedLede')}</small>
      </h2>
      <ul className="objections">
        {ended.map(({ id, owner, statementId, kind, party, line, sha256, userName, organizationName, at }) => (
          <li key={id} className="sheet">
            <b>{t(`exchange.toldStatements.${kind}`, { party, line })}</b> {nameOf(owner)}
            <p className="node-facts">
              <span>
                {organizationName} {userName} {moment(at)}
              </span>
              <span>{t('exchange.toldStatements.endedStatement', { id: statementId })}</span>
              {sha256 && <SignedDigest sha256={sha256} />}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
