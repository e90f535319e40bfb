import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NodeList, OutsideGrant, OutsideGrantList } from '../../../../../src/exchange/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../../shell/states.tsx'
import { grantsQuery, nodesQuery } from '../api.ts'
import { AgeMark, NodeTabs, NoNode, useNodeName } from '../parts.tsx'
import { DeletionAct, DeletionNote } from './Deletion.tsx'
import { OutsideBadge } from './parts.tsx'

/** 取得的数据: what other nodes give this unit, and what they give no more. */
export function GrantsPage() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  const found = useQuery(grantsQuery)
  const failed = [nodes, found].find(({ isError }) => isError)
  return (
    <Page title={t('exchange.nodes.grants.title')} lede={t('exchange.nodes.grants.lede')}>
      <NodeTabs />
      {failed && <ProblemNotice problem={failed.error} onRetry={() => void failed.refetch()} />}
      {!failed && !(nodes.data && found.data) && <Loading />}
      {nodes.data && found.data && (nodes.data.self ? <Given list={nodes.data} grants={found.data} /> : <NoNode />)}
    </Page>
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
  const nameOf = useNodeName()
  const { at, oldAfterMinutes } = list
  const head = (name: 'what' | 'provider' | 'purpose' | 'until') => t(`exchange.nodes.grants.columns.${name}`)
  return (
    <table className="mon-table cards">
      <thead>
        <tr>
          {(['what', 'provider', 'purpose', 'until'] as const).map((name) => (
            <th key={name} scope="col">
              {head(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, owner, resource, provider, purpose, validUntil, items: columns }) => (
          <tr key={`${owner.code} ${id}`}>
            <td>
              <Link to="/nodes/grants/$owner/$grantId" params={{ owner: owner.code, grantId: id }} className="sec-name">
                {resource}
              </Link>
              <small>{columns.map(({ name }) => name).join(' ')}</small>
            </td>
            <td data-label={head('provider')}>
              {provider}
              <small>
                {nameOf(owner)} · <AgeMark completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
              </small>
            </td>
            <td data-label={head('purpose')}>{purpose}</td>
            <td data-label={head('until')}>{validUntil}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
