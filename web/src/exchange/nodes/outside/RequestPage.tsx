import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NodeList, OutsideRequest } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/time.ts'
import { Facts } from '../../requests/Facts.tsx'
import { NarrowingText, TermsText } from '../../requests/terms/TermsText.tsx'
import { WaitsLine } from '../../requests/Waits.tsx'
import { nodesQuery, outsideRequestQuery } from '../api.ts'
import { AsOf, NodeTabs, useNodeName } from '../parts.tsx'
import { DeletionNote } from './Deletion.tsx'
import { OutsideBadge, sidesOf, WithdrawnNote } from './parts.tsx'
import { ReplyActs } from './ReplyActs.tsx'

const route = getRouteApi('/nodes/requests/$requestId')

/** One request to another node: why it waits and on whom, by how old an answer, and what came of it. */
export function RequestPage() {
  const { requestId } = route.useParams()
  const found = useQuery(outsideRequestQuery(requestId))
  const nodes = useQuery(nodesQuery)
  const failed = [found, nodes].find(({ isError }) => isError)
  if (failed) return <ProblemPage of={failed} />
  return found.data && nodes.data ? <Found request={found.data} list={nodes.data} /> : <Loading />
}

function Found({ request, list: { at, oldAfterMinutes } }: { request: OutsideRequest; list: NodeList }) {
  const { t } = useTranslation()
  const nameOf = useNodeName()
  const { owner, resource, providerName, answer } = request
  return (
    <Page
      title={resource.name}
      lede={
        <span className="catalogue-lede">
          <OutsideBadge of={request} />
          <span>
            {providerName} · {nameOf(owner)}
          </span>
        </span>
      }
      actions={<ReplyActs request={request} />}
    >
      <NodeTabs />
      <section className="sheet sharing-clock" aria-label={t('exchange.sharing.fields.waiting')}>
        <p className="sharing-waits">
          {answer === null && t(`exchange.nodes.outside.${request.isUnreadable ? 'unreadable' : 'onItsWay'}`)}
          {answer !== null && request.isMended && t('exchange.nodes.outside.supplementOnItsWay')}
          {answer !== null && !request.isMended && <WaitsLine of={sidesOf(request)} />}
        </p>
        <p className="catalogue-quiet">
          <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
        </p>
      </section>
      <Answer request={request} />
      <Asked request={request} />
    </Page>
  )
}

/** What the owner said, what was replied, and the agreement that came of it. */
function Answer({ request }: { request: OutsideRequest }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { answer, narrowing, reply, supplement, isMended, owner } = request
  if (answer === null) return null
  const { state, reason, words, agreement, decidedBy } = answer
  return (
    <>
      {reason && <p className="catalogue-note wanting">{t(`exchange.nodes.outside.reasons.${reason}`)}</p>}
      {reply && reply.step !== 'deletion_confirmed' && answer.reply?.number === reply.number && answer.reply.reason && (
        <p className="catalogue-note wanting">
          {t('exchange.nodes.outside.replyUntaken', {
            reason: t(`exchange.nodes.outside.replyReasons.${answer.reply.reason}`),
          })}
        </p>
      )}
      {state === 'correction' && !isMended && (
        <p className="catalogue-note wanting">
          {t('exchange.nodes.outside.correction', { words })}
          {answer.supplement?.reason && (
            <small>
              {t('exchange.nodes.outside.supplementUntaken', {
                reason: t(`exchange.nodes.outside.reasons.${answer.supplement.reason}`),
              })}
            </small>
          )}
        </p>
      )}
      {supplement && (state === 'submitted' || isMended) && (
        <p className="catalogue-note">
          {t('exchange.nodes.outside.supplement', { name: supplement.userName, moment: moment(supplement.at) })}
          {supplement.words && <small>{supplement.words}</small>}
        </p>
      )}
      {words !== '' && (state === 'refused' || state === 'offered') && (
        <p className="catalogue-note">{t('exchange.nodes.outside.said', { words })}</p>
      )}
      {narrowing && (
        <section className="sheet sharing-clock">
          <h2 className="section-title">{t('exchange.nodes.outside.offer')}</h2>
          <NarrowingText narrowing={narrowing} />
          {reply && reply.step !== 'deletion_confirmed' && (
            <p className="catalogue-quiet">
              {t(`exchange.nodes.outside.replied.${reply.step}`, { name: reply.userName })}
            </p>
          )}
        </section>
      )}
      {agreement && (
        <section className="sheet sharing-clock">
          <h2 className="section-title">{t('exchange.nodes.outside.agreement')}</h2>
          <p>
            {t(`exchange.sharing.agreementStates.${agreement.state}`)}
            {agreement.endKind && ` · ${t(`exchange.sharing.endKinds.${agreement.endKind}`)}`} ·{' '}
            {t('exchange.nodes.outside.agreementDays', { from: agreement.validFrom, until: agreement.validUntil })}
            {decidedBy && ` · ${t('exchange.nodes.outside.decidedBy', { name: decidedBy })}`}
          </p>
          {agreement.state !== 'ended' && <WithdrawnNote of={agreement} />}
          {agreement.state === 'active' && agreement.resumedOn && (
            <p>{t('exchange.nodes.outside.resumed', { day: agreement.resumedOn })}</p>
          )}
          {agreement.state !== 'active' && agreement.words !== '' && (
            <p>{t('exchange.nodes.outside.agreementSaid', { words: agreement.words })}</p>
          )}
          <DeletionNote of={request} />
          {agreement.state === 'active' && (
            <Link to="/nodes/grants/$owner/$grantId" params={{ owner: owner.code, grantId: agreement.id }}>
              {t('exchange.nodes.outside.toData')}
            </Link>
          )}
        </section>
      )}
    </>
  )
}

function Asked({ request }: { request: OutsideRequest }) {
  const { t } = useTranslation()
  const moment = useMoment()
  return (
    <section>
      <h2 className="section-title">{t('exchange.nodes.outside.facts')}</h2>
      <Facts
        wide={['purpose']}
        rows={[
          ['purpose', request.purpose],
          ['matter', request.matter],
          ['legalBasis', request.legalBasis],
          ['validUntil', request.validUntil],
          ['contact', request.contact],
          ['askedBy', request.askedBy],
          ['askedAt', moment(request.at)],
        ]}
      />
      <TermsText terms={request.terms} />
    </section>
  )
}
