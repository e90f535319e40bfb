import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { StatementDetail } from '../../../../src/settlement/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { useStatementHome } from './home.ts'
import { useWaiting } from './parts.tsx'

/** What moves: of a first statement the payments of the year, set off; of a difference what this one adds to them. */
export function Payments({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const waiting = useWaiting()
  const { node } = useStatementHome()
  const isDifference = one.serial > 1
  const moved = isDifference ? one.lines.filter(({ state }) => state !== 'struck') : one.payments
  return (
    <section className="st-head sheet">
      <div>
        <h2>{t(isDifference ? 'settlement.statements.differenceTitle' : 'settlement.statements.payments')}</h2>
        {moved.length === 0 && <p className="st-big">{t('settlement.statements.nothingDue')}</p>}
        {moved.map(({ from, to, amountFen }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is paid stands as the statement has it and never moves
          <p key={index} className="st-big">
            <span>{t('settlement.statements.pays', { from, to })}</span>
            <strong>
              <Money fen={amountFen} />
            </strong>
          </p>
        ))}
        {waiting(one) && <p className="st-waits">{waiting(one)}</p>}
        {one.reason && <p className="st-reason">{t('settlement.statements.why', { reason: one.reason })}</p>}
        {node === null && one.lines.some(({ state }) => state === 'posted') && (
          <p>
            <Link to="/ledger/transfers" search={{ reference: `statement:${one.id}` }}>
              {t('settlement.statements.toLedger')}
            </Link>
          </p>
        )}
      </div>
      <div>
        <h2>{t('settlement.statements.net')}</h2>
        <table className="st-net">
          <tbody>
            {one.parties.map(({ name, netFen }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {t(
                    netFen === 0
                      ? 'settlement.statements.even'
                      : netFen > 0
                        ? 'settlement.statements.receives'
                        : 'settlement.statements.pays1',
                  )}
                </td>
                <td className="amount">
                  <Money fen={Math.abs(netFen)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Who has signed for each party, and where. */
export function Signatures({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">
        {t('settlement.statements.signatures')} <small>{t('settlement.statements.signaturesLede')}</small>
      </h2>
      <ul className="st-signatures">
        {one.parties.map(({ name, organization, signature }) => (
          <li key={name} className={signature ? 'signed sheet' : 'sheet'}>
            <b>{name}</b>
            <span>{signature?.organizationName ?? organization?.name}</span>
            {signature ? (
              <span>
                {t('settlement.statements.signedBy', { name: signature.userName, at: moment(signature.at) })}
                {signature.node && <small> {t('settlement.statements.atNode', { node: signature.node })}</small>}
              </span>
            ) : (
              <span className="waits">
                {t(one.state === 'open' ? 'settlement.statements.unsigned' : 'settlement.statements.notSigned')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was given by hand, what counts from the years before, and the digest that was signed. */
export function Ground({ one }: { one: StatementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { given, settledBefore } = one.evidence
  return (
    <section>
      <h2 className="section-title">{t('settlement.statements.ground')}</h2>
      <dl className="st-ground">
        {given.map(({ name, value, source }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value} <small>{t('settlement.statements.source', { source })}</small>
            </dd>
          </div>
        ))}
        {Object.entries(settledBefore).map(([party, fen]) => (
          <div key={party}>
            <dt>{t('settlement.statements.before', { party })}</dt>
            <dd>
              <Money fen={fen} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('settlement.statements.preparedBy')}</dt>
          <dd>
            {one.preparer} {moment(one.at)}
          </dd>
        </div>
        <div>
          <dt>{t('settlement.statements.digest')}</dt>
          <dd>
            <code className="digest">{one.sha256}</code>
            <small>{t('settlement.statements.digestLede')}</small>
          </dd>
        </div>
      </dl>
    </section>
  )
}
