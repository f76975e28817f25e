// Folders of documents that the page is tried on.

/** A few documents with a finding of each kind, and one that is hostile. */
export function smallHouse() {
  return {
    "report.md": `# The year in Lorvia

The jobless rate in Lorvia was 5.2 per cent in 2020, the statistical office said in its yearly report, which was late again.

It rained in Ostrel for most of the summer, and the harvest came in late. Farmers along the river asked for help, and the council promised to look into it before the winter.

The fair opens on Tuesday, 15 March 2021. Foreign Minister Ana Ruiz is to open it.

The bridge at Solcombe is 412 metres long. It was opened in May 2012 and has carried trams ever since.
`,
    "notes.txt": `SOLCOMBE, March 15, 2021 – The jobless rate in Lorvia was 7.4 per cent in 2020.

Talks were led by Finance Minister Ana Ruiz.

The bridge at Solcombe is 421 metres long.
`,
    "hostile.txt": `The market opens on Tuesday, 15 March 2021. </script><script>window.ran = 1</script> <!-- <img src=x onerror="window.ran = 2"> \u2028 \u202e and so on.
`,
  };
}

/** Documents with at least \`n\` findings. */
export function largeHouse(n) {
  const files = {};
  const each = 250;
  for (let i = 0; i * each < n; i += 1) {
    const lines = [];
    for (let k = 0; k < each; k += 1) {
      const at = i * each + k;
      const year = 1990 + (at % 30);
      const day = 1 + (at % 28);
      const weekday = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][(new Date(Date.UTC(year, 4, day)).getUTCDay() + 1 + (at % 5)) % 7];
      lines.push(`The fair of the ${at}th parish opened on ${weekday}, ${day} May ${year}, and the people of the valley came down to the river to see the lanterns and to hear the band.`);
    }
    files[`parish/${String(i).padStart(3, "0")}.txt`] = lines.join("\n\n");
  }
  return files;
}
