import { MenuUnfoldOutlined, ProfileOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { DocumentDetail, DocumentText } from '../../../../src/plan/schemas.ts'
import { ProgressLine } from '../documents/ProgressLine.tsx'
import { RelationLines } from '../documents/RelationLines.tsx'
import { type PageView, ReaderMenu } from './ReaderMenu.tsx'

/** One line over the page: which document this is, how far it has been read through, and how to look at it. */
export function ReaderHead(props: {
  facts: DocumentDetail
  text: DocumentText
  view: PageView
  onView: (view: PageView) => void
  onFindings: () => void
  /** On a narrow screen: opens the outline or the commitments. */
  onDrawer: ((which: 'outline' | 'commitments') => void) | undefined
  waiting: number
}) {
  const { facts, onDrawer } = props
  const { t } = useTranslation()
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
        <h1 title={facts.title}>{facts.title}</h1>
        <p>
          {said && (
            <span className="reader-said" title={said}>
              {said}
            </span>
          )}
          {facts.sample && <span className="badge extracted">{t('plan.sample')}</span>}
          {facts.visibility === 'organization' && <span className="badge">{t('documents.private')}</span>}
        </p>
        <RelationLines relations={facts.relations} brief />
      </div>
      {!facts.withdrawn && <ProgressLine counts={facts.counts} />}
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
      <ReaderMenu
        facts={facts}
        text={props.text}
        view={props.view}
        onView={props.onView}
        onFindings={props.onFindings}
      />
    </header>
  )
}
