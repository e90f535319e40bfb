import { InboxOutlined } from '@ant-design/icons'
import { Button, Modal, Progress } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import '../../shell/dropZone.css'
import type { Document, IngestAnswer, IngestResult } from '../../../../src/plan/schemas.ts'
import { upload } from '../../shell/api.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useForgetDocuments } from '../api.ts'
import { Outcome } from './Outcome.tsx'

const accepted = '.txt,.md,.html,.htm,.docx,.pdf,.xlsx'

/** Brings in a corrected copy of a document, as its next version whatever its title says. */
export function VersionDialog(props: { document: Pick<Document, 'id' | 'title'>; open: boolean; onClose: () => void }) {
  const { document } = props
  const { t } = useTranslation()
  const forgetDocuments = useForgetDocuments()
  const input = useRef<HTMLInputElement>(null)
  const [sent, setSent] = useState<number>()
  const [name, setName] = useState('')
  const [results, setResults] = useState<readonly IngestResult[]>([])
  const [problem, setProblem] = useState<unknown>()
  const done = results.some(({ outcome }) => outcome === 'accepted')

  const send = async (file: File) => {
    setName(file.name)
    setResults([])
    setProblem(undefined)
    setSent(0)
    const form = new FormData()
    form.append('versionOf', document.id) // fields come before the files
    form.append('files', file, file.name)
    try {
      setResults((await upload<IngestAnswer>('/api/v1/documents', form, setSent)).results)
    } catch (error) {
      setProblem(error)
    } finally {
      setSent(undefined)
    }
  }
  // The page behind is drawn anew only when one leaves: its new version would take the answer away.
  const close = () => {
    props.onClose()
    if (done) forgetDocuments()
    setResults([])
    setProblem(undefined)
    setName('')
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file && sent === undefined) void send(file)
  }
  return (
    <Modal
      open={props.open}
      title={t('versions.upload')}
      onCancel={close}
      mask={{ closable: sent === undefined }}
      closable={sent === undefined}
      footer={
        <Button type={done ? 'primary' : 'default'} disabled={sent !== undefined} onClick={close}>
          {done ? t('versions.openNew') : t('shell.cancel')}
        </Button>
      }
    >
      <div className="version-dialog">
        <p>{t('versions.uploadLede', { title: document.title })}</p>
        {!done && (
          // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without a pointer
          <div className="drop-zone" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
            <InboxOutlined aria-hidden />
            <div>
              <strong>{name || t('versions.drop')}</strong>
              {sent !== undefined && (
                <Progress
                  percent={sent < 1 ? Math.round(sent * 100) : 100}
                  status="active"
                  showInfo={false}
                  aria-label={t(sent < 1 ? 'ingest.phases.sending' : 'ingest.phases.reading')}
                />
              )}
            </div>
            <Button type="primary" loading={sent !== undefined} onClick={() => input.current?.click()}>
              {sent === undefined
                ? t('versions.choose')
                : t(sent < 1 ? 'ingest.phases.sending' : 'ingest.phases.reading')}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              accept={accepted}
              data-testid="version-file"
              onChange={(event) => {
                const [file] = event.target.files ?? []
                event.target.value = ''
                if (file) void send(file)
              }}
            />
          </div>
        )}
        <div aria-live="polite">
          {results.map((result) => (
            <Outcome key={result.file} result={result} named={false} />
          ))}
          {problem !== undefined && <ProblemNotice problem={problem} />}
        </div>
      </div>
    </Modal>
  )
}
