/** An element with data-cue-editor="address" becomes the editor of those captions. */
export function editCaptions(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-cue-editor]:not([data-cue-editor-state])')) {
    place.dataset['cueEditorState'] = 'open'
    void import('./captions/editor').then(({ Editor }) => new Editor(place))
  }
}
