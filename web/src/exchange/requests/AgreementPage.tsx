import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { useNodeName } from '../nodes/parts.tsx'
import { AgreementActs } from './acts/AgreementActs.tsx'
import { agreementQuery } from './api.ts'
import { DisputeTable } from './DisputeTable.tsx'
import { Facts } from './Facts.tsx'
import { AgreementBadge, Parties, SharingNav } from './parts.tsx'
import { Timeline } from './Timeline.tsx'
import { TermsText } from './terms/TermsText.tsx'
import { WaitsLine } from './Waits.tsx'

const route = getRouteApi('/share-agreements/$agreementId')

/** One agreement: its terms in words, its state, what was done, and what is disputed. */
export function AgreementPage() {
  const { agreementId } = route.useParams()
  const found = useQuery(agreementQuery(agreementId))
  if (found.isPending) return <Loading />
  if (found.isError) return <ProblemPage of={found} />
  return <Found agreement={found.data} />
}

function Found({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  return (
    <Page
      title={agreement.resource.name}
      lede={
        <span className="catalogue-lede">
          <AgreementBadge state={agreement.state} />
          <span>
            <Parties {...agreement} />
          </span>
          <span>
            {t('exchange.sharing.agreements.days', { from: agreement.validFrom, until: agreement.validUntil })}
          </span>
        </span>
      }
      actions={<AgreementActs agreement={agreement} />}
    >
      <SharingNav />
      {agreement.outside && (
        <p className="catalogue-note">
          {t('exchange.sharing.agreements.outside', { node: nameOf(agreement.outside) })}
        </p>
      )}
      <State agreement={agreement} />
      <Terms agreement={agreement} />
      <section>
        <h2 className="section-title">
          {t('exchange.sharing.agreements.disputes', { count: agreement.disputes.length })}
        </h2>
        {agreement.disputes.length === 0 ? (
          <p className="catalogue-quiet">{t('exchange.sharing.agreements.noDisputes')}</p>
        ) : (
          <DisputeTable items={agreement.disputes} />
        )}
      </section>
      <Timeline events={agreement.events} />
    </Page>
  )
}

/** What one has to know of it first: on whom it waits, and why it does not hold. */
function State({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { state, endKind, endedOn, withdrawnFrom, withdrawnReason, words } = agreement
  const { deletionConfirmedAt, deletionConfirmedBy, deletionWords } = agreement
  return (
    <>
      {agreement.waiting && (
        <section className="sheet sharing-clock" aria-label={t('exchange.sharing.fields.waiting')}>
          <p className="sharing-waits">
            <WaitsLine of={agreement} />
          </p>
          {agreement.waiting.for === 'deletion' && <p>{t('exchange.sharing.agreements.deletionAsked')}</p>}
        </section>
      )}
      {state === 'suspended' && (
        <p className="catalogue-note wanting">{t('exchange.sharing.agreements.suspendedNote', { reason: words })}</p>
      )}
      {withdrawnFrom && (
        <p className="catalogue-note wanting">
          {t('exchange.sharing.agreements.withdrawnNote', { day: withdrawnFrom, reason: withdrawnReason ?? '' })}
        </p>
      )}
      {endKind && (
        <p className="catalogue-note">
          {t('exchange.sharing.agreements.endedNote', {
            ...{ day: endedOn ?? '', kind: t(`exchange.sharing.endKinds.${endKind}`) },
          })}
        </p>
      )}
      {deletionConfirmedAt && (
        <p className="catalogue-note">
          {t('exchange.sharing.agreements.deletionConfirmed', {
            ...{ name: deletionConfirmedBy ?? '', at: moment(deletionConfirmedAt), words: deletionWords ?? '' },
          })}
        </p>
      )}
    </>
  )
}

function Terms({ agreement }: { agreement: AgreementDetail }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { resource, providedAt, grantedBy, acceptedBy } = agreement
  const rows: [name: string, value: ReactNode][] = [
    ['purpose', agreement.purpose],
    ['matter', agreement.matter],
    ['legalBasis', agreement.legalBasis],
    [
      'resource',
      <Link
        key="resource"
        to="/resources/$resourceId"
        params={{ resourceId: resource.id }}
        search={{ version: resource.version }}
      >
        {resource.name}
      </Link>,
    ],
    ['access', t(`exchange.sharing.access.${agreement.access}`)],
    providedAt ? ['providedAt', moment(providedAt)] : ['provideBy', agreement.provideBy],
    ['decidedBy', grantedBy ?? t('exchange.sharing.steps.granted_at_once')],
    ...(acceptedBy ? [['acceptedBy', acceptedBy] as [string, ReactNode]] : []),
  ]
  return (
    <section>
      <h2 className="section-title">
        {t('exchange.sharing.agreements.terms')}
        <small>
          <Link to="/share-requests/$requestId" params={{ requestId: agreement.requestId }}>
            {t('exchange.sharing.agreements.toRequest')}
          </Link>{' '}
          <Link
            to="/resources/$resourceId/data"
            params={{ resourceId: resource.id }}
            search={{ agreement: agreement.id }}
          >
            {t('exchange.sharing.agreements.toData')}
          </Link>
        </small>
      </h2>
      <Facts rows={rows} wide={['purpose']} />
      <TermsText terms={agreement.terms} />
    </section>
  )
}
