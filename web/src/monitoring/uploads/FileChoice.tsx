import { FileExcelOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bytesText } from '../../shell/time.ts'
import '../../shell/dropZone.css'

/** Where the one file is dropped or chosen; the same file may be chosen again after it was mended. */
export function FileChoice({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [dropped] = event.dataTransfer.files
    if (dropped) onFile(dropped)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without a pointer
    <div
      className={`drop-zone${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileExcelOutlined aria-hidden />
      <div>
        <strong>{file ? `${file.name} · ${bytesText(file.size)}` : t('monitoring.uploads.drop')}</strong>
        <p>{t('monitoring.uploads.formats')}</p>
      </div>
      <Button type={file ? 'default' : 'primary'} onClick={() => input.current?.click()}>
        {t(file ? 'monitoring.uploads.another' : 'monitoring.uploads.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.tsv,.xlsx,.xlsm"
        data-testid="observations-file"
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) onFile(chosen)
          event.target.value = ''
        }}
      />
    </div>
  )
}
