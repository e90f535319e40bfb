import { DownloadOutlined, MoreOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentDetail, DocumentText } from '../../../../src/plan/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { usePatchDocument } from '../api.ts'
import { VersionDialog } from '../documents/VersionDialog.tsx'
import { WithdrawDialog } from '../documents/WithdrawDialog.tsx'

/** How the page is shown: with or without repairs, with or without headers and footers. */
export interface PageView {
  asPrinted: boolean
  furniture: boolean
}

/** Sharing the document with the cluster, or keeping it: the owner's to decide. Undefined for everybody else. */
function useSharing(facts: DocumentDetail) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const patch = usePatchDocument(facts)
  const owner = useSession().data?.actor?.organizationId === facts.owner.id
  if (!useMay('plan.ingest') || !owner || facts.withdrawn) return undefined
  const visibility = facts.visibility === 'cluster' ? 'organization' : 'cluster'
  const change = () =>
    patch.mutate(
      { visibility },
      {
        onSuccess: () => void message.success(t(visibility === 'cluster' ? 'reader.shared' : 'reader.unshared')),
        onError: (problem) => void message.error(problemText(problem).title),
      },
    )
  return { label: t(`reader.visibility.${visibility}`), change }
}

/** What else can be done with a document: look at it otherwise, follow it elsewhere, and what its owner may change. */
export function ReaderMenu(props: {
  facts: DocumentDetail
  text: DocumentText
  view: PageView
  onView: (view: PageView) => void
  onFindings: () => void
}) {
  const { facts, text, view } = props
  const { t } = useTranslation()
  const sharing = useSharing(facts)
  const [dialog, setDialog] = useState<'version' | 'withdraw'>()
  const close = () => setDialog(undefined)
  const mayChange = facts.mayWithdraw && !facts.withdrawn
  const hasFurniture = text.blocks.some(({ kind }) => kind === 'furniture')
  const entry = (key: string, label: React.ReactNode, when = true) => (when ? [{ key, label }] : [])
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...entry(
              'printed',
              view.asPrinted ? t('reader.showRepaired') : t('reader.showPrinted'),
              text.repairs.length > 0,
            ),
            ...entry('furniture', view.furniture ? t('reader.hideFurniture') : t('reader.showFurniture'), hasFurniture),
            ...entry(
              'versions',
              <Link to="/documents/$documentId/versions" params={{ documentId: facts.id }}>
                {t('reader.versions', { count: facts.versions.length })}
              </Link>,
            ),
            ...entry(
              'register',
              <Link to="/register" search={{ document: facts.id }}>
                {t('reader.inRegister')}
              </Link>,
              !facts.withdrawn,
            ),
            {
              key: 'source',
              icon: <DownloadOutlined />,
              label: <a href={`/api/v1/documents/${facts.id}/source`}>{t('reader.source')}</a>,
            },
            ...entry('findings', t('reader.findings', { count: text.findings.length }), text.findings.length > 0),
            ...entry('print', t('reader.print')),
            ...(sharing || mayChange ? [{ type: 'divider' as const }] : []),
            ...entry('share', sharing?.label, sharing !== undefined),
            ...entry('version', t('versions.upload'), mayChange),
            ...(mayChange ? [{ key: 'withdraw', label: t('withdrawal.title'), danger: true }] : []),
          ],
          onClick: ({ key }) => {
            if (key === 'printed') props.onView({ ...view, asPrinted: !view.asPrinted })
            if (key === 'furniture') props.onView({ ...view, furniture: !view.furniture })
            if (key === 'findings') props.onFindings()
            if (key === 'share') sharing?.change()
            if (key === 'print') window.print()
            if (key === 'version' || key === 'withdraw') setDialog(key)
          },
        }}
      >
        <Button type="text" className="no-print" icon={<MoreOutlined />} aria-label={t('reader.more')} />
      </Dropdown>
      <VersionDialog document={facts} open={dialog === 'version'} onClose={close} />
      {dialog === 'withdraw' && <WithdrawDialog document={facts} onClose={close} />}
    </>
  )
}
