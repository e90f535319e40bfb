import { FileExcelOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type DragEvent, useRef, useState } from 'react'
import { bytesText } from './time.ts'
import './dropZone.css'

interface Words {
  drop: string
  formats: string
  choose: string
  another: string
}

/** Where the one file is dropped or chosen; the same file may be chosen again after it was mended. */
export function FileChoice(props: {
  file: File | null
  words: Words
  /** Endings of names, as a browser takes them: `.csv,.xlsx`. */
  accept: string
  testId: string
  onFile: (file: File) => void
}) {
  const { file, words, accept, testId, onFile } = props
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
        <strong>{file ? `${file.name} · ${bytesText(file.size)}` : words.drop}</strong>
        <p>{words.formats}</p>
      </div>
      <Button type={file ? 'default' : 'primary'} onClick={() => input.current?.click()}>
        {file ? words.another : words.choose}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        data-testid={testId}
        onChange={(event) => {
          const [chosen] = event.target.files ?? []
          if (chosen) onFile(chosen)
          event.target.value = ''
        }}
      />
    </div>
  )
}
