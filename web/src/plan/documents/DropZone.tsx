import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import '../../shell/dropZone.css'

const accepted = '.txt,.md,.html,.htm,.docx,.pdf,.xlsx,.zip'

/** Where files are dropped, or chosen. A dropped folder is opened: its files are taken, its name is not. */
export function DropZone({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = async (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.() ?? null)
    const plain = [...event.dataTransfer.files]
    const opened = await Promise.all(
      entries.map((entry, index) => (entry?.isDirectory ? filesIn(entry) : [plain[index]])),
    )
    onFiles(opened.flat().filter((file): file is File => file !== undefined))
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
      onDrop={(event) => void drop(event)}
    >
      <InboxOutlined aria-hidden />
      <div>
        <strong>{t('ingest.drop')}</strong>
        <p>{t('ingest.formats')}</p>
      </div>
      <Button type="primary" onClick={() => input.current?.click()}>
        {t('ingest.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accepted}
        data-testid="ingest-files"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile)
    return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const files: File[] = []
  for (;;) {
    // A directory is read in portions of at most a hundred; an empty one says that it is over.
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (portion.length === 0) return files
    for (const part of portion) files.push(...(await filesIn(part)))
  }
}
