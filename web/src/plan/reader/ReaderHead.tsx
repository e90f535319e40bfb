import { DownloadOutlined, MenuUnfoldOutlined, MoreOutlined, ProfileOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { App, Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DocumentDetail, DocumentText } from '../../../../src/plan/schemas.ts'
import { useMay, useSession } from '../../access/session.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { usePatchDocument } from '../api.ts'
import { ProgressLine } from '../documents/ProgressLine.tsx'
import { RelationLines } from '../documents/RelationLines.tsx'

/** Sharing the document with the cluster, or keeping it: the owner's to decide. Undefined for everybody else. */
function useSharing(facts: DocumentDetail) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const patch = usePatchDocument(facts)
  const owner = useSession().data?.actor?.organizationId === facts.owner.id
  if (!useMay('plan.ingest') || !owner) return undefined
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

/** One line over the page: which document this is, how far it has been read through, and how to look at it. */
export function ReaderHead(props: {
  facts: DocumentDetail
  text: DocumentText
  asPrinted: boolean
  furniture: boolean
  onAsPrinted: (on: boolean) => void
  onFurniture: (on: boolean) => void
  onFindings: () => void
  /** On a narrow screen: opens the outline or the commitments. */
  onDrawer: ((which: 'outline' | 'commitments') => void) | undefined
  waiting: number
}) {
  const { facts, text, asPrinted, furniture, onDrawer } = props
  const { t } = useTranslation()
  const sharing = useSharing(facts)
  const hasFurniture = text.blocks.some(({ kind }) => kind === 'furniture')
  const said = [facts.number, facts.issuer, facts.date].filter(Boolean).join(' · ')
  return (
    <header className="reader-head">
      {onDrawer && (
        <Button
          type="text"
          icon={<MenuUnfoldOutlined />}
          aria-label={t('reader.outline')}
          onClick={() => onDrawer('outline')}
        />
      )}
      <div className="reader-title">
        <h1>{facts.title}</h1>
        <p>
          {said}
          {facts.sample && <span className="badge extracted">{t('plan.sample')}</span>}
          {facts.visibility === 'organization' && <span className="badge">{t('documents.private')}</span>}
        </p>
        <RelationLines relations={facts.relations} brief />
      </div>
      <ProgressLine counts={facts.counts} />
      {onDrawer && (
        <Button
          className="waiting-button"
          aria-label={t('reader.commitments')}
          icon={<ProfileOutlined />}
          onClick={() => onDrawer('commitments')}
        >
          {props.waiting}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(text.repairs.length > 0
              ? [{ key: 'printed', label: asPrinted ? t('reader.showRepaired') : t('reader.showPrinted') }]
              : []),
            ...(hasFurniture
              ? [{ key: 'furniture', label: furniture ? t('reader.hideFurniture') : t('reader.showFurniture') }]
              : []),
            {
              key: 'versions',
              label: (
                <Link to="/documents/$documentId/versions" params={{ documentId: facts.id }}>
                  {t('reader.versions', { count: facts.versions.length })}
                </Link>
              ),
            },
            {
              key: 'register',
              label: (
                <Link to="/register" search={{ document: facts.id }}>
                  {t('reader.inRegister')}
                </Link>
              ),
            },
            {
              key: 'source',
              icon: <DownloadOutlined />,
              label: <a href={`/api/v1/documents/${facts.id}/source`}>{t('reader.source')}</a>,
            },
            ...(text.findings.length > 0
              ? [{ key: 'findings', label: t('reader.findings', { count: text.findings.length }) }]
              : []),
            ...(sharing ? [{ key: 'share', label: sharing.label }] : []),
            { key: 'print', label: t('reader.print') },
          ],
          onClick: ({ key }) => {
            if (key === 'printed') props.onAsPrinted(!asPrinted)
            if (key === 'furniture') props.onFurniture(!furniture)
            if (key === 'findings') props.onFindings()
            if (key === 'share') sharing?.change()
            if (key === 'print') window.print()
          },
        }}
      >
        <Button type="text" className="no-print" icon={<MoreOutlined />} aria-label={t('reader.more')} />
      </Dropdown>
    </header>
  )
}
