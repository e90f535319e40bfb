import { PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '../../../../src/delivery/joint/schemas.ts'
import { useSession } from '../../access/session.ts'
import { send } from '../../shell/api.ts'
import { bytesText } from '../../shell/time.ts'
import { sendPaper, useMeetingChange } from './api.ts'

/** Papers on the table: of the whole meeting (`agendaItemId` null) or of one item. Dropped or chosen. */
export function Papers({ meeting, agendaItemId }: { meeting: MeetingDetail; agendaItemId: string | null }) {
  const { t } = useTranslation()
  const change = useMeetingChange(meeting.id)
  const session = useSession()
  const [over, setOver] = useState(false)
  const mayAdd = meeting.may.includes('add_material')
  const papers = meeting.materials.filter((paper) => paper.agendaItemId === agendaItemId)
  const whole = agendaItemId === null
  if (!whole && papers.length === 0 && !mayAdd) return null
  const add = (files: Iterable<File>) => {
    const list = [...files]
    if (list.length === 0) return
    change.mutate(async () => {
      let now: MeetingDetail = meeting
      for (const file of list)
        now = await sendPaper(`/api/v1/meetings/${meeting.id}/materials`, file, agendaItemId ? { agendaItemId } : {})
      return now
    })
  }
  const mine = (organizationId: string) =>
    meeting.may.includes('edit') || (mayAdd && organizationId === session.data?.actor?.organizationId)
  return (
    <section>
      {whole && <h2>{t('delivery.joint.meeting.materials')}</h2>}
      {whole && papers.length === 0 && !mayAdd && <p className="faint">{t('delivery.joint.meeting.noMaterials')}</p>}
      <ul className="papers">
        {papers.map((paper) => (
          <li key={paper.id}>
            <PaperClipOutlined aria-hidden />
            <a href={`/api/v1/materials/${paper.id}/file`} download>
              {paper.title}
            </a>
            <small title={paper.organizationName}>{bytesText(paper.bytes)}</small>
            {mine(paper.organizationId) && (
              <Button
                className="no-print"
                size="small"
                type="text"
                onClick={() => change.mutate(() => send<MeetingDetail>('DELETE', `/api/v1/materials/${paper.id}`))}
              >
                {t('delivery.joint.meeting.removeMaterial')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <label
          className={`paper-drop no-print${over ? ' over' : ''}`}
          onDragOver={(event) => {
            if (!event.dataTransfer.types.includes('Files')) return
            event.preventDefault()
            event.stopPropagation()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            if (!event.dataTransfer.types.includes('Files')) return
            event.preventDefault()
            event.stopPropagation()
            setOver(false)
            add(event.dataTransfer.files)
          }}
        >
          {change.isPending
            ? t('delivery.joint.meeting.saving')
            : whole
              ? t('delivery.joint.meeting.dropMaterial')
              : t('delivery.joint.meeting.materialFor')}
          <input
            type="file"
            multiple
            className="visually-hidden"
            onChange={(event) => {
              add([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </label>
      )}
    </section>
  )
}
