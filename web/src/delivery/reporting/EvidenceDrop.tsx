import { CloseOutlined, InboxOutlined } from '@ant-design/icons'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Evidence } from '../../../../src/delivery/reporting/schemas.ts'
import { useProblemText } from '../../shell/ProblemNotice.tsx'
import { addEvidence } from './api.ts'
import { EvidenceList } from './ReportView.tsx'

interface Sending {
  name: string
  part: number
  problem?: unknown
}

/** Files by drag or by choice; each is attached as soon as it has arrived. What was given before can be attached again. */
export function EvidenceDrop(props: {
  taskId: string
  known: readonly Evidence[]
  attached: readonly string[]
  disabled: boolean
  onAttach: (ids: readonly string[], added: readonly Evidence[]) => void
}) {
  const { taskId, known, attached, disabled, onAttach } = props
  const { t } = useTranslation()
  const problemText = useProblemText()
  const [isOver, setIsOver] = useState(false)
  const [sending, setSending] = useState<readonly Sending[]>([])
  const field = useRef<HTMLInputElement>(null)
  const newest = useRef(attached)
  newest.current = attached

  const take = async (files: readonly File[]) => {
    for (const file of files) {
      const note = (change: Partial<Sending> | null) =>
        setSending((now) => {
          const others = now.filter(({ name }) => name !== file.name)
          return change ? [...others, { name: file.name, part: 0, ...change }] : others
        })
      note({ part: 0 })
      try {
        const added = await addEvidence(taskId, file, (part) => note({ part }))
        onAttach([...newest.current, added.id], [added])
        note(null)
      } catch (problem) {
        note({ problem })
      }
    }
  }
  const on = known.filter(({ id }) => attached.includes(id))
  const off = known.filter(({ id }) => !attached.includes(id))
  return (
    <div className="evidence">
      <EvidenceList
        evidence={on}
        action={(one) => (
          <button
            type="button"
            className="plain quiet"
            aria-label={`${t('delivery.reporting.detach')} ${one.title}`}
            onClick={() =>
              onAttach(
                attached.filter((id) => id !== one.id),
                [],
              )
            }
          >
            <CloseOutlined />
          </button>
        )}
      />
      {sending.map(({ name, part, problem }) =>
        problem ? (
          <p key={name} className="sending bad" role="alert">
            {problemText(problem).title} <small>{problemText(problem).todo}</small>
            <button
              type="button"
              className="plain quiet"
              aria-label={t('delivery.reporting.detach')}
              onClick={() => setSending((now) => now.filter((one) => one.name !== name))}
            >
              <CloseOutlined />
            </button>
          </p>
        ) : (
          <p key={name} className="sending" role="status">
            {t('delivery.reporting.uploading', { name, percent: Math.round(part * 100) })}
          </p>
        ),
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keyboard; the button inside does the same */}
      <div
        className={`drop${isOver ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setIsOver(true)
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setIsOver(false)
          if (!disabled) void take([...event.dataTransfer.files])
        }}
      >
        <button type="button" className="plain" disabled={disabled} onClick={() => field.current?.click()}>
          <InboxOutlined /> {isOver ? t('delivery.reporting.dropNow') : t('delivery.reporting.dropHere')}
        </button>
        <input
          ref={field}
          type="file"
          multiple
          hidden
          data-testid="evidence-files"
          onChange={(event) => {
            void take([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      {off.length > 0 && (
        <EvidenceList
          evidence={off.slice(0, 5)}
          action={(one) => (
            <button type="button" className="plain quiet link" onClick={() => onAttach([...attached, one.id], [])}>
              {t('delivery.reporting.attach')}
            </button>
          )}
        />
      )}
    </div>
  )
}
