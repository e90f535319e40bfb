import { DownloadOutlined, QuestionCircleOutlined, TableOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AlignmentView } from '../../../../src/alignment/schemas.ts'
import { useMay } from '../../access/session.ts'
import { gapsFile } from '../api.ts'
import { AlignAnew } from './AlignAnew.tsx'

/** Which two documents, and what can be taken from their comparison. */
export function ViewHead({ view, onKeys }: { view: AlignmentView; onKeys: () => void }) {
  const { t } = useTranslation()
  const { upper, lower } = view
  const mayExport = useMay('register.export')
  const file = (ending: 'docx' | 'xlsx') => (
    <a href={gapsFile(view.id, ending)} download>
      {t(`alignment.view.${ending}`)}
    </a>
  )
  return (
    <header className="align-head">
      <Document role={t('alignment.view.upper')} document={upper} />
      <svg className="align-arrow" viewBox="0 0 88 24" aria-hidden="true">
        <path d="M0 5C40 5 44 19 84 19M0 19C40 19 44 12 84 12M0 12C40 12 44 5 84 5" fill="none" stroke="currentColor" />
      </svg>
      <Document role={t('alignment.view.lower')} document={lower} />
      <div className="actions no-print">
        {mayExport && (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'docx', label: file('docx') },
                { key: 'xlsx', label: file('xlsx') },
              ],
            }}
          >
            <Button icon={<DownloadOutlined />} aria-label={t('alignment.view.reports')}>
              <span className="wide-only">{t('alignment.view.reports')}</span>
            </Button>
          </Dropdown>
        )}
        {view.mayReview && <AlignAnew view={view} />}
        <Link to="/alignment-matrix" search={{ upper: upper.id }} title={t('alignment.list.matrix')}>
          <TableOutlined aria-label={t('alignment.list.matrix')} />
        </Link>
        <Button
          type="text"
          className="wide-only"
          icon={<QuestionCircleOutlined />}
          aria-label={t('alignment.view.help')}
          onClick={onKeys}
        />
      </div>
    </header>
  )
}

function Document({ role, document }: { role: string; document: AlignmentView['upper'] }) {
  const { t } = useTranslation()
  return (
    <div className="align-document">
      <small>
        {role}
        {document.number && ` · ${document.number}`}
        {document.sample && ` · ${t('plan.sample')}`}
      </small>
      <Link to="/documents/$documentId" params={{ documentId: document.id }} title={document.title}>
        {document.title}
      </Link>
    </div>
  )
}
