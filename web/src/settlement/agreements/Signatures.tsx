import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../src/settlement/schemas.ts'
import { useMay } from '../../access/session.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { Money } from '../parts/Money.tsx'
import { statementsOfQuery } from './api.ts'

/** 签署: who has signed what, when; the digest of it; and the statements that rest on the agreement. */
export function Signatures({
  agreement,
  withStatements = false,
}: {
  agreement: AgreementDetail
  withStatements?: boolean
}) {
  const { t } = useTranslation()
  const moment = useMoment()
  const mayReadStatements = useMay('statement.read')
  const steps: readonly (readonly [string, string | null])[] = [
    [t('settlement.agreements.signing.drafted'), agreement.at],
    [t('settlement.agreements.signing.offered'), agreement.offeredAt],
    [t('settlement.agreements.signing.signed'), agreement.signedAt],
  ]
  return (
    <section>
      <h2 className="section-title">{t('settlement.agreements.signing.title')}</h2>
      <dl className="agreement-facts sheet">
        {steps.map(([label, at]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{at ? moment(at) : t('settlement.agreements.signing.notYet')}</dd>
          </div>
        ))}
        <div className="wide">
          <dt>{t('settlement.agreements.signing.digest')}</dt>
          <dd>
            <code className="digest">{agreement.sha256}</code>
          </dd>
        </div>
      </dl>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              {(['party', 'unit', 'person', 'at'] as const).map((head) => (
                <th key={head} scope="col">
                  {t(`settlement.agreements.signing.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {agreement.parties.map(({ name, organization, signature }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{signature?.organizationName ?? organization?.name ?? t('settlement.agreements.text.notNamed')}</td>
                <td>{signature?.userName ?? '—'}</td>
                <td>
                  {signature ? (
                    moment(signature.at)
                  ) : (
                    <span className="badge">{t('settlement.agreements.signing.unsigned')}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {withStatements && mayReadStatements && agreement.state === 'signed' && <Statements agreementId={agreement.id} />}
    </section>
  )
}

function Statements({ agreementId }: { agreementId: string }) {
  const { t } = useTranslation()
  const found = useQuery(statementsOfQuery(agreementId))
  return (
    <>
      <h2 className="section-title">{t('settlement.agreements.statements.title')}</h2>
      {found.isPending && <Loading />}
      {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <p className="quiet">{t('settlement.agreements.statements.none')}</p>}
      {found.data && found.data.items.length > 0 && (
        <div className="table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                {(['year', 'state', 'amount'] as const).map((head) => (
                  <th key={head} scope="col" className={head === 'amount' ? 'number' : ''}>
                    {t(`settlement.agreements.statements.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.data.items.map(({ id, year, serial, state, totalFen }) => (
                <tr key={id}>
                  <th scope="row">
                    <Link to="/statements/$statementId" params={{ statementId: id }}>
                      {t(
                        serial > 1 ? 'settlement.agreements.statements.further' : 'settlement.agreements.statements.of',
                        {
                          ...{ year, serial },
                        },
                      )}
                    </Link>
                  </th>
                  <td>{t(`settlement.agreements.statements.states.${state}`)}</td>
                  <td className="number">
                    <Money fen={totalFen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Link to="/statements" search={{ agreement: agreementId }}>
        {t('settlement.agreements.statements.all')}
      </Link>
    </>
  )
}
