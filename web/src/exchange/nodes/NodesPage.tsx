import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeFacts, NodeList } from '../../../../src/exchange/schemas.ts'
import { useMay } from '../../access/session.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { useMoment, useNumber } from '../../shell/time.ts'
import { AdmitDialog } from './AdmitDialog.tsx'
import { nodesQuery } from './api.ts'
import { AgeMark, NodeTabs, NoNode, useNodeName } from './parts.tsx'
import { Refused } from './Refused.tsx'
import { RevokeDialog } from './RevokeDialog.tsx'
import { StopNote } from './StopNote.tsx'

/** 节点: who belongs to the cluster, up to when one has heard each, and what was refused. */
export function NodesPage() {
  const { t } = useTranslation()
  const nodes = useQuery(nodesQuery)
  const mayManage = useMay('node.manage') && nodes.data?.self?.role === 'region'
  const [admitting, setAdmitting] = useState(false)
  return (
    <Page
      title={t('exchange.nodes.title')}
      lede={t('exchange.nodes.lede')}
      actions={
        mayManage && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdmitting(true)}>
            {t('exchange.nodes.admit.title')}
          </Button>
        )
      }
    >
      <NodeTabs />
      {nodes.isPending && <Loading />}
      {nodes.isError && <ProblemNotice problem={nodes.error} onRetry={() => void nodes.refetch()} />}
      {nodes.data && (nodes.data.self ? <Known list={nodes.data} mayManage={mayManage} /> : <NoNode />)}
      {admitting && <AdmitDialog onClose={() => setAdmitting(false)} />}
    </Page>
  )
}

function Known({ list, mayManage }: { list: NodeList; mayManage: boolean }) {
  const { t } = useTranslation()
  const [leaving, setLeaving] = useState<NodeFacts | null>(null)
  return (
    <>
      <NodeTable list={list} onRevoke={mayManage ? setLeaving : undefined} />
      {leaving && <RevokeDialog node={leaving} onClose={() => setLeaving(null)} />}
      {list.nodes.length === 1 && (
        <QuietState title={t('exchange.nodes.noPeers')}>
          {t(list.self?.role === 'region' ? 'exchange.nodes.noPeersRegion' : 'exchange.nodes.noPeersMember')}
        </QuietState>
      )}
      <Refused list={list} />
    </>
  )
}

type Revoke = ((node: NodeFacts) => void) | undefined

function NodeTable({ list, onRevoke }: { list: NodeList; onRevoke: Revoke }) {
  const { t } = useTranslation()
  return (
    <table className="mon-table cards node-table">
      <thead>
        <tr>
          {(['node', 'jurisdiction', 'complete', 'told', 'heard', 'fingerprint'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`exchange.nodes.columns.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.nodes.map((node) => (
          <Row key={node.code} {...{ node, list, onRevoke }} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ node, list, onRevoke }: { node: NodeFacts; list: NodeList; onRevoke: Revoke }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  const nameOf = useNodeName()
  const { at, oldAfterMinutes } = list
  const { isSelf, role, jurisdiction, told, sent, received, heard, heardAt, completeAt, fingerprint } = node
  return (
    <tr className={node.revokedAt ? 'node-cut' : ''}>
      <td>
        <b className="sec-name">{nameOf(node)}</b>{' '}
        <span className="badge">{t(isSelf ? 'exchange.nodes.self' : `exchange.nodes.roles.${role}`)}</span>
        <small>{node.code}</small>
        {node.revokedAt && (
          <small className="node-age old">
            {t('exchange.nodes.cutOff', { reason: node.revokedReason ?? '' })}
            <br />
            {t('exchange.nodes.cutOffAt', { moment: moment(node.revokedAt) })}
          </small>
        )}
      </td>
      <td data-label={t('exchange.nodes.columns.jurisdiction')}>
        {jurisdiction?.name ?? t('exchange.nodes.wholeCluster')}
      </td>
      <td data-label={isSelf ? undefined : t('exchange.nodes.columns.complete')}>
        {!isSelf && <AgeMark {...{ completeAt, at, oldAfterMinutes }} />}
        {!isSelf && completeAt && <small>{moment(completeAt)}</small>}
      </td>
      <td data-label={isSelf ? undefined : t('exchange.nodes.columns.told')}>
        {!isSelf && t('exchange.nodes.toldOf', { told: number(told), received: number(received) })}
        {!isSelf && told > sent && <small>{t('exchange.nodes.toldWaiting', { waiting: number(told - sent) })}</small>}
        {!node.revokedAt && node.stoppedThere && <StopNote stop={node.stoppedThere} side="there" />}
      </td>
      <td data-label={isSelf ? undefined : t('exchange.nodes.columns.heard')}>
        {!isSelf && t('exchange.nodes.heardOf', { heard: number(heard) })}
        {!isSelf && heardAt && <small>{t('exchange.nodes.lastHeard', { moment: moment(heardAt) })}</small>}
        {!node.revokedAt && node.stopped && <StopNote stop={node.stopped} side="here" />}
      </td>
      <td data-label={t('exchange.nodes.columns.fingerprint')}>
        {fingerprint && (
          <code className="node-key" title={t('exchange.nodes.fingerprintHelp')}>
            {fingerprint}
          </code>
        )}
        {onRevoke && !isSelf && !node.revokedAt && (
          <Button danger size="small" className="node-revoke no-print" onClick={() => onRevoke(node)}>
            {t('exchange.nodes.revoke.act')}
          </Button>
        )}
      </td>
    </tr>
  )
}
