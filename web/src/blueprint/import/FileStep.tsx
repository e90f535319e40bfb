import { InboxOutlined } from '@ant-design/icons'
import { Progress, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import type { Kind } from '../kinds.ts'
import { useSendFile } from './api.ts'

/** A file of one of the formats that surveyors send. */
export function FileStep({ kind, onSent }: { kind: Kind | undefined; onSent: (id: string) => void }) {
  const { t } = useTranslation()
  const [sent, setSent] = useState(0)
  const sending = useSendFile(setSent)
  return (
    <>
      <Upload.Dragger
        {...{ multiple: false, showUploadList: false, disabled: sending.isPending }}
        accept=".geojson,.json,.zip,.gpkg,.kml,.kmz,.csv"
        beforeUpload={(file) => {
          setSent(0)
          sending.mutate({ file, settings: kind ? { kind } : {} }, { onSuccess: ({ id }) => onSent(id) })
          return false
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p>{t('blueprint.importing.drop')}</p>
        <p className="bp-note">{t('blueprint.importing.formats')}</p>
      </Upload.Dragger>
      {sending.isPending && <Progress percent={Math.round(sent * 100)} aria-label={t('blueprint.importing.sending')} />}
      {sending.isError && <ProblemNotice problem={sending.error} />}
    </>
  )
}
