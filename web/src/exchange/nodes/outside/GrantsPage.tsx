import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NodeList, OutsideGrant, OutsideGrantList } from '../../../../../src/exchange/schemas.ts'
import { CardTable } from '../../../monitoring/shared/CardTable.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { grantsQuery } from '../api.ts'
import { OwnerCell, ToldPage } from '../ToldPage.tsx'
import { DeletionAct, DeletionNote } from './Deletion.tsx'
import { OutsideBadge } from './parts.tsx'

/** 取得的数据: what other nodes give this unit, and what they give no more. */
export function GrantsPage() {
  const { t } = useTranslation()
  const found = useQuery(grantsQuery)
  return (
    <ToldPage title={t('exchange.nodes.grants.title')} lede={t('exchange.nodes.grants.lede')}>
      {(list) => (
        <>
          {found.isPending && <Loading />}
          {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
          {found.data && <Given list={list} grants={found.data} />}
        </>
      )}
    </ToldPage>
  )
}

function Given({ list, grants: { items, ended } }: { list: NodeList; grants: OutsideGrantList }) {
  const { t } = useTranslation()
  return (
    <>
      {items.length === 0 && ended.length > 0 && <p className="mon-note">{t('exchange.nodes.grants.noneNow')}</p>}
      {items.length === 0 && ended.length === 0 && (
        <QuietState
          title={t('exchange.nodes.grants.none')}
          action={<Link to="/nodes/requests">{t('exchange.nodes.tabs.requests')}</Link>}
        >
          {t('exchange.nodes.grants.noneTodo')}
        </QuietState>
      )}
      {items.length > 0 && <GrantTable {...{ items, list }} />}
      {ended.length > 0 && (
        <section>
          <h2 className="section-title">{t('exchange.nodes.grants.ended')}</h2>
          <ul className="node-list">
            {ended.map((one) => (
              <li key={one.id}>
                <Link to="/nodes/requests/$requestId" params={{ requestId: one.id }} className="sec-name">
                  {one.resource.name}
                </Link>{' '}
                {one.answer?.agreement?.state === 'active' ? (
                  <span className="badge extracted">{t('exchange.nodes.grants.stopped')}</span>
                ) : (
                  <OutsideBadge of={one} />
                )}
                <p className="node-facts">
                  <span>{one.providerName}</span>
                  {one.answer?.agreement?.words && (
                    <span>{t('exchange.nodes.outside.agreementSaid', { words: one.answer.agreement.words })}</span>
                  )}
                </p>
                <DeletionNote of={one} />
                <DeletionAct request={one} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function GrantTable({ items, list }: { items: readonly OutsideGrant[]; list: NodeList }) {
  const { t } = useTranslation()
  return (
    <CardTable
      items={items}
      keyOf={({ owner, id }) => `${owner.code} ${id}`}
      head={(name) => t(`exchange.nodes.grants.columns.${name}`)}
      cells={{
        what: ({ id, owner, resource, items: columns }) => (
          <>
            <Link to="/nodes/grants/$owner/$grantId" params={{ owner: owner.code, grantId: id }} className="sec-name">
              {resource}
            </Link>
            <small>{columns.map(({ name }) => name).join(comma())}</small>
          </>
        ),
        provider: ({ owner, provider }) => <OwnerCell {...{ owner, list }} unit={provider} />,
        purpose: ({ purpose }) => purpose,
        until: ({ validUntil }) => validUntil,
      }}
    />
  )
}
