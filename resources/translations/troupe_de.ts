<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>Charts</name>
    <message>
        <source>capacity %1</source>
        <translation>Kapazität %1</translation>
    </message>
    <message>
        <source>The depth of each mailbox appears here when a run starts.</source>
        <translation>Die Tiefe jedes Postfachs erscheint hier, sobald ein Lauf beginnt.</translation>
    </message>
    <message>
        <source>How long messages wait and are handled appears here.</source>
        <translation>Wie lange Nachrichten warten und in Arbeit sind, erscheint hier.</translation>
    </message>
    <message>
        <source>How many messages are handled a second appears here.</source>
        <translation>Wie viele Nachrichten je Sekunde verarbeitet werden, erscheint hier.</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>How waiting times are spread appears here.</source>
        <translation>Wie sich die Wartezeiten verteilen, erscheint hier.</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>virtual clock</source>
        <translation>virtuelle Uhr</translation>
    </message>
    <message>
        <source>engine clock</source>
        <translation>Uhr der Laufzeit</translation>
    </message>
    <message>
        <source>all actors</source>
        <translation>alle Akteure</translation>
    </message>
    <message>
        <source>Little&apos;s law · %1 · means over 2 s · %2</source>
        <translation>Gesetz von Little · %1 · Mittel über 2 s · %2</translation>
    </message>
    <message>
        <source>messages · most in each %1 · %2</source>
        <translation>Nachrichten · größte Zahl je %1 · %2</translation>
    </message>
    <message>
        <source>mailbox time · %1 · n = %2 · %3</source>
        <translation>Zeit im Postfach · %1 · n = %2 · %3</translation>
    </message>
    <message>
        <source>messages handled a second · counted each %1 · %2</source>
        <translation>verarbeitete Nachrichten je Sekunde · gezählt je %1 · %2</translation>
    </message>
    <message>
        <source>mailbox time, whole run · %1 · n = %2 · %3</source>
        <translation>Zeit im Postfach, ganzer Lauf · %1 · n = %2 · %3</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Save a &amp;picture of the window</source>
        <translation>&amp;Bild des Fensters speichern</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>Einste&amp;llungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>Aus&amp;schneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Re&amp;name…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Select &amp;all actors</source>
        <translation>&amp;Alle Akteure auswählen</translation>
    </message>
    <message>
        <source>Distribute &amp;evenly</source>
        <translation>Gleichmäßig &amp;verteilen</translation>
    </message>
    <message>
        <source>&amp;Find an actor</source>
        <translation>Akteur &amp;finden</translation>
    </message>
    <message>
        <source>Co&amp;mmand palette…</source>
        <translation>&amp;Befehlspalette…</translation>
    </message>
    <message>
        <source>&amp;Fit</source>
        <translation>&amp;Einpassen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>Ver&amp;größern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>&amp;Wait-for graph only</source>
        <translation>Nur den &amp;Wartegraphen</translation>
    </message>
    <message>
        <source>Show &amp;messages and links</source>
        <translation>&amp;Nachrichten und Verbindungen</translation>
    </message>
    <message>
        <source>Show &amp;supervision</source>
        <translation>&amp;Aufsicht</translation>
    </message>
    <message>
        <source>Arrange as a &amp;tree</source>
        <translation>Als &amp;Baum anordnen</translation>
    </message>
    <message>
        <source>Arrange in la&amp;yers</source>
        <translation>In &amp;Schichten anordnen</translation>
    </message>
    <message>
        <source>Arrange by fo&amp;rces</source>
        <translation>Nach Krä&amp;ften anordnen</translation>
    </message>
    <message>
        <source>&amp;Close groups</source>
        <translation>Gru&amp;ppen schließen</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Presentation</source>
        <translation>P&amp;räsentation</translation>
    </message>
    <message>
        <source>&amp;Run or pause</source>
        <translation>&amp;Start oder Pause</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation>Schri&amp;tt</translation>
    </message>
    <message>
        <source>Step &amp;back</source>
        <translation>Schritt &amp;zurück</translation>
    </message>
    <message>
        <source>To &amp;now</source>
        <translation>Zum &amp;Jetzt</translation>
    </message>
    <message>
        <source>Run a&amp;gain</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>&amp;End the run</source>
        <translation>Lauf b&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Live: real threads</source>
        <translation>&amp;Live: echte Threads</translation>
    </message>
    <message>
        <source>Deliver choice &amp;1</source>
        <translation>Auswahl &amp;1 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;2</source>
        <translation>Auswahl &amp;2 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;3</source>
        <translation>Auswahl &amp;3 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;4</source>
        <translation>Auswahl &amp;4 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;5</source>
        <translation>Auswahl &amp;5 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;6</source>
        <translation>Auswahl &amp;6 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;7</source>
        <translation>Auswahl &amp;7 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;8</source>
        <translation>Auswahl &amp;8 zustellen</translation>
    </message>
    <message>
        <source>Deliver choice &amp;9</source>
        <translation>Auswahl &amp;9 zustellen</translation>
    </message>
    <message>
        <source>&amp;Spawn…</source>
        <translation>&amp;Erzeugen…</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>&amp;Untersuchen</translation>
    </message>
    <message>
        <source>Send a &amp;message</source>
        <translation>Nachricht &amp;senden</translation>
    </message>
    <message>
        <source>&amp;Link to…</source>
        <translation>&amp;Verbinden mit…</translation>
    </message>
    <message>
        <source>&amp;Crash</source>
        <translation>&amp;Abstürzen lassen</translation>
    </message>
    <message>
        <source>Crash at the &amp;next message</source>
        <translation>Absturz bei der &amp;nächsten Nachricht</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Kill</source>
        <translation>Abs&amp;chießen</translation>
    </message>
    <message>
        <source>&amp;Hold or let go</source>
        <translation>An&amp;halten oder fortsetzen</translation>
    </message>
    <message>
        <source>Start &amp;again</source>
        <translation>&amp;Wieder starten</translation>
    </message>
    <message>
        <source>Arrangement &amp;Play</source>
        <translation>Anordnung &amp;Spielen</translation>
    </message>
    <message>
        <source>Arrangement &amp;Debug</source>
        <translation>Anordnung &amp;Fehlersuche</translation>
    </message>
    <message>
        <source>Arrangement &amp;Measure</source>
        <translation>Anordnung &amp;Messen</translation>
    </message>
    <message>
        <source>Arrangement &amp;Teach</source>
        <translation>Anordnung &amp;Lehren</translation>
    </message>
    <message>
        <source>Two-minute &amp;tour</source>
        <translation>&amp;Zwei-Minuten-Rundgang</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Troupe</source>
        <translation>Ü&amp;ber Troupe</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>&amp;Lauf</translation>
    </message>
    <message>
        <source>&amp;Actor</source>
        <translation>A&amp;kteur</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Al&amp;ign left edges</source>
        <translation>L&amp;inks ausrichten</translation>
    </message>
    <message>
        <source>Align t&amp;op edges</source>
        <translation>&amp;Oben ausrichten</translation>
    </message>
    <message>
        <source>Show w&amp;ho waits for whom</source>
        <translation>Wer auf wen warte&amp;t</translation>
    </message>
    <message>
        <source>Colo&amp;urs of the system</source>
        <translation>Farben des S&amp;ystems</translation>
    </message>
    <message>
        <source>To the st&amp;art</source>
        <translation>Zum &amp;Anfang</translation>
    </message>
    <message>
        <source>Lab: &amp;virtual time</source>
        <translation>La&amp;bor: virtuelle Zeit</translation>
    </message>
    <message>
        <source>Brea&amp;kpoint</source>
        <translation>&amp;Haltepunkt</translation>
    </message>
    <message>
        <source>Show the whole ru&amp;n</source>
        <translation>Gan&amp;zen Lauf zeigen</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>%1 of %2</source>
        <comment>list of int</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>give up %1</source>
        <translation>%1 aufgeben</translation>
    </message>
    <message>
        <source>ask %1 %2</source>
        <translation>%1 fragen: %2</translation>
    </message>
    <message>
        <source>crash %1</source>
        <translation>%1 abstürzen lassen</translation>
    </message>
    <message>
        <source>crash at the next message %1</source>
        <translation>%1 bei der nächsten Nachricht abstürzen lassen</translation>
    </message>
    <message>
        <source>hold %1</source>
        <translation>%1 anhalten</translation>
    </message>
    <message>
        <source>kill %1</source>
        <translation>%1 abschießen</translation>
    </message>
    <message>
        <source>release %1</source>
        <translation>%1 weiterlaufen lassen</translation>
    </message>
    <message>
        <source>send %1 %2</source>
        <translation>%1 senden: %2</translation>
    </message>
    <message>
        <source>send again %1</source>
        <translation>%1 erneut senden</translation>
    </message>
    <message>
        <source>start again %1</source>
        <translation>%1 wieder starten</translation>
    </message>
    <message>
        <source>stop %1</source>
        <translation>%1 beenden</translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>`troupe-cli %1 --help` lists what it takes</source>
        <translation>„troupe-cli %1 --help“ nennt, was es annimmt</translation>
    </message>
    <message>
        <source>%1 did not come out right</source>
        <translation>%1 ging nicht richtig aus</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not something that can be exported</source>
        <translation>„%1“ kann nicht exportiert werden</translation>
    </message>
    <message>
        <source>Kinds: %1</source>
        <translation>Arten: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not KIND=PATH</source>
        <translation>„%1“ ist nicht ART=PFAD</translation>
    </message>
    <message>
        <source>%1 needs the program troupe</source>
        <translation>%1 braucht das Programm troupe</translation>
    </message>
    <message>
        <source>no folder of scenarios was found</source>
        <translation>es wurde kein Ordner mit Szenarien gefunden</translation>
    </message>
    <message>
        <source>Set TROUPE_RESOURCES to the folder that has scenarios/</source>
        <translation>TROUPE_RESOURCES auf den Ordner setzen, in dem scenarios/ liegt</translation>
    </message>
    <message>
        <source>the run was not quiet after %1</source>
        <translation>der Lauf war nach %1 nicht ruhig</translation>
    </message>
    <message>
        <source>Give it longer with --for</source>
        <translation>Mit --for mehr Zeit geben</translation>
    </message>
    <message>
        <source>the run file was cut off; what was whole of it is shown</source>
        <translation>die Aufzeichnung war abgeschnitten; gezeigt wird, was ganz war</translation>
    </message>
    <message>
        <source>there is no command &quot;%1&quot;</source>
        <translation>es gibt keinen Befehl „%1“</translation>
    </message>
    <message>
        <source>`%1 --help` lists them</source>
        <translation>„%1 --help“ nennt sie</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Change %2 of %1</source>
        <translation>%2 von %1 ändern</translation>
    </message>
    <message>
        <source>Change a note</source>
        <translation>Notiz ändern</translation>
    </message>
    <message>
        <source>Change the scenario</source>
        <translation>Szenario ändern</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplizieren</translation>
    </message>
    <message>
        <source>Link %1 to %2</source>
        <translation>%1 mit %2 verbinden</translation>
    </message>
    <message>
        <source>%1 is linked to %3 as &quot;%2&quot; already</source>
        <translation>%1 ist mit %3 schon als „%2“ verbunden</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 verschieben</translation>
    </message>
    <message>
        <source>Move %1 actors</source>
        <translation>%1 Akteure verschieben</translation>
    </message>
    <message>
        <source>%1 is not linked to %3 as &quot;%2&quot;</source>
        <translation>%1 ist mit %3 nicht als „%2“ verbunden</translation>
    </message>
    <message>
        <source>there is no such note</source>
        <translation>es gibt keine solche Notiz</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
    <message>
        <source>Delete %1 actors</source>
        <translation>%1 Akteure löschen</translation>
    </message>
    <message>
        <source>Delete a note</source>
        <translation>Notiz löschen</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>%1 in %2 umbenennen</translation>
    </message>
    <message>
        <source>Put %1 under %2</source>
        <translation>%1 unter %2 stellen</translation>
    </message>
    <message>
        <source>Unlink %1 from %2</source>
        <translation>%1 von %2 trennen</translation>
    </message>
    <message>
        <source>Take %1 from its supervisor</source>
        <translation>%1 aus seiner Aufsicht nehmen</translation>
    </message>
    <message>
        <source>Take %1 actors from their supervisors</source>
        <translation>%1 Akteure aus ihrer Aufsicht nehmen</translation>
    </message>
    <message>
        <source>cannot be read: %1</source>
        <translation>kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>cannot be written: %1</source>
        <translation>kann nicht geschrieben werden: %1</translation>
    </message>
    <message>
        <source>Check the path and its permissions</source>
        <translation>Pfad und Zugriffsrechte prüfen</translation>
    </message>
    <message>
        <source>longer than %1 bytes</source>
        <translation>länger als %1 Bytes</translation>
    </message>
    <message>
        <source>Choose another place, or make room there</source>
        <translation>Einen anderen Ort wählen oder dort Platz schaffen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands twice in one object</source>
        <translation>„%1“ steht zweimal in einem Objekt</translation>
    </message>
    <message>
        <source>Mend the file there, or open another one</source>
        <translation>Die Datei dort berichtigen oder eine andere öffnen</translation>
    </message>
    <message>
        <source>nested deeper than %1</source>
        <translation>tiefer verschachtelt als %1</translation>
    </message>
    <message>
        <source>a number that is too large</source>
        <translation>eine zu große Zahl</translation>
    </message>
    <message>
        <source>Split it into several scenarios</source>
        <translation>Auf mehrere Szenarien aufteilen</translation>
    </message>
    <message>
        <source>not JSON: %1</source>
        <translation>kein JSON: %1</translation>
    </message>
    <message>
        <source>a text longer than %1 bytes</source>
        <translation>ein Text, länger als %1 Bytes</translation>
    </message>
    <message>
        <source>%1 bytes long; at most %2 are read</source>
        <translation>%1 Bytes lang; höchstens %2 werden gelesen</translation>
    </message>
    <message>
        <source>more than %1 values</source>
        <translation>mehr als %1 Werte</translation>
    </message>
    <message>
        <source>Aggregator</source>
        <translation>Sammler</translation>
    </message>
    <message>
        <source>Gather: asks its parts, answers with a list</source>
        <translation>Gather: fragt seine Teile, antwortet mit einer Liste</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>sends or asks one message n times</source>
        <translation>sendet oder fragt n-mal dieselbe Nachricht</translation>
    </message>
    <message>
        <source>Counter</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>Increment · Decrement · GetValue</source>
        <translation>Increment · Decrement · GetValue</translation>
    </message>
    <message>
        <source>Crasher</source>
        <translation>Abstürzer</translation>
    </message>
    <message>
        <source>throws at every n-th message</source>
        <translation>wirft bei jeder n-ten Nachricht</translation>
    </message>
    <message>
        <source>Forwarder</source>
        <translation>Weiterleiter</translation>
    </message>
    <message>
        <source>hands everything on to its target</source>
        <translation>gibt alles an sein Ziel weiter</translation>
    </message>
    <message>
        <source>Key-value store</source>
        <translation>Schlüssel-Wert-Speicher</translation>
    </message>
    <message>
        <source>Set · Get · Delete · Dump</source>
        <translation>Set · Get · Delete · Dump</translation>
    </message>
    <message>
        <source>Load generator</source>
        <translation>Lastgenerator</translation>
    </message>
    <message>
        <source>rate · burst · ramp</source>
        <translation>Rate · Stoß · Anlauf</translation>
    </message>
    <message>
        <source>Logger</source>
        <translation>Logger</translation>
    </message>
    <message>
        <source>Info · Error</source>
        <translation>Info · Error</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>Router</translation>
    </message>
    <message>
        <source>round-robin · least-loaded · random · hash</source>
        <translation>reihum · geringste Last · Zufall · Hash</translation>
    </message>
    <message>
        <source>described in the scenario</source>
        <translation>im Szenario beschrieben</translation>
    </message>
    <message>
        <source>Slow worker</source>
        <translation>Langsamer Worker</translation>
    </message>
    <message>
        <source>a worker that takes its time</source>
        <translation>ein Worker, der sich Zeit lässt</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Aufsicht</translation>
    </message>
    <message>
        <source>one-for-one · all · rest</source>
        <translation>einer für einen · alle · Rest</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>Process(n) → n², logs it</source>
        <translation>Process(n) → n², protokolliert es</translation>
    </message>
    <message>
        <source>%1 used %2 of %3 restarts</source>
        <translation>%1 hat %2 von %3 Neustarts verbraucht</translation>
    </message>
    <message>
        <source>could deadlock: %1 have asked each other</source>
        <translation>Verklemmung möglich: %1 haben einander gefragt</translation>
    </message>
    <message>
        <source>%1 crashed: %2</source>
        <translation>%1 ist abgestürzt: %2</translation>
    </message>
    <message>
        <source>deadlock: %1 wait for each other</source>
        <translation>Verklemmung: %1 warten aufeinander</translation>
    </message>
    <message>
        <source>deadlock: %1 wait for each other; ends by itself at %2</source>
        <translation>Verklemmung: %1 warten aufeinander; löst sich von selbst bei %2</translation>
    </message>
    <message>
        <source>%1 is over its budget of %2 restarts and gave up</source>
        <translation>%1 hat das Budget von %2 Neustarts überschritten und aufgegeben</translation>
    </message>
    <message>
        <source>%1 events are missing from the recording</source>
        <translation>in der Aufzeichnung fehlen %1 Ereignisse</translation>
    </message>
    <message>
        <source>the mailbox of %1 was full (%2)</source>
        <translation>das Postfach von %1 war voll (%2)</translation>
    </message>
    <message>
        <source>%1 has been in one handler for %2</source>
        <translation>%1 verarbeitet seit %2 dieselbe Nachricht</translation>
    </message>
    <message>
        <source>a run file with %1</source>
        <translation>eine Aufzeichnung mit Fehler: %1</translation>
    </message>
    <message>
        <source>What stands before it cannot be trusted; use another copy</source>
        <translation>Was davor steht, ist nicht verlässlich; eine andere Kopie verwenden</translation>
    </message>
    <message>
        <source>Fields: %1</source>
        <translation>Felder: %1</translation>
    </message>
    <message>
        <source>not a run of Troupe</source>
        <translation>kein Lauf von Troupe</translation>
    </message>
    <message>
        <source>opening was given up</source>
        <translation>das Öffnen wurde abgebrochen</translation>
    </message>
    <message>
        <source>the recording no longer has this message</source>
        <translation>die Aufzeichnung hat diese Nachricht nicht mehr</translation>
    </message>
    <message>
        <source>Write it anew in the send form</source>
        <translation>Sie im Sendeformular neu schreiben</translation>
    </message>
    <message>
        <source>a run of a newer version (%1)</source>
        <translation>ein Lauf einer neueren Version (%1)</translation>
    </message>
    <message>
        <source>there is no actor %1</source>
        <translation>es gibt keinen Akteur %1</translation>
    </message>
    <message>
        <source>It may have been deleted; choose another one</source>
        <translation>Er wurde vielleicht gelöscht; einen anderen wählen</translation>
    </message>
    <message>
        <source>there was no memory for %1</source>
        <translation>für %1 war kein Speicher da</translation>
    </message>
    <message>
        <source>Use fewer actors</source>
        <translation>Weniger Akteure verwenden</translation>
    </message>
    <message>
        <source>%1 does not handle %2</source>
        <translation>%1 verarbeitet %2 nicht</translation>
    </message>
    <message>
        <source>It handles: %1</source>
        <translation>Er verarbeitet: %1</translation>
    </message>
    <message>
        <source>%1 has no reply</source>
        <translation>%1 hat keine Antwort</translation>
    </message>
    <message>
        <source>Send it instead of asking</source>
        <translation>Senden statt fragen</translation>
    </message>
    <message>
        <source>nothing is running</source>
        <translation>es läuft nichts</translation>
    </message>
    <message>
        <source>Start the run first</source>
        <translation>Zuerst den Lauf starten</translation>
    </message>
    <message>
        <source>%1 is not stuck in a handler</source>
        <translation>%1 hängt in keiner Verarbeitung</translation>
    </message>
    <message>
        <source>%1 has no field &quot;%2&quot;</source>
        <translation>%1 hat kein Feld „%2“</translation>
    </message>
    <message>
        <source>%1 cannot hold %2</source>
        <translation>%1 kann %2 nicht aufnehmen</translation>
    </message>
    <message>
        <source>It takes %1</source>
        <translation>Es nimmt %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be one of: %2</source>
        <translation>„%1“ muss eins davon sein: %2</translation>
    </message>
    <message>
        <source>the name &quot;%1&quot; stands for two actors</source>
        <translation>der Name „%1“ steht für zwei Akteure</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a duration such as &quot;250ms&quot; or &quot;1.5s&quot;</source>
        <translation>„%1“ ist keine Dauer wie „250ms“ oder „1.5s“</translation>
    </message>
    <message>
        <source>not a scenario of Troupe</source>
        <translation>kein Szenario von Troupe</translation>
    </message>
    <message>
        <source>A scenario begins with &quot;format&quot;: &quot;troupe-scenario&quot;</source>
        <translation>Ein Szenario beginnt mit &quot;format&quot;: &quot;troupe-scenario&quot;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; stands for several actors and cannot supervise</source>
        <translation>„%1“ steht für mehrere Akteure und kann keine Aufsicht sein</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be %2, and is %3</source>
        <translation>„%1“ muss sein: %2; ist: %3</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a message that %2 handles</source>
        <translation>„%1“ ist keine Nachricht, die %2 verarbeitet</translation>
    </message>
    <message>
        <source>there is no message &quot;%1&quot;</source>
        <translation>es gibt keine Nachricht „%1“</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is missing</source>
        <translation>„%1“ fehlt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has a control character</source>
        <translation>„%1“ enthält ein Steuerzeichen</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must have 1 to %2 characters</source>
        <translation>„%1“ muss 1 bis %2 Zeichen haben</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a %2 and cannot supervise</source>
        <translation>„%1“ ist ein %2 und kann keine Aufsicht sein</translation>
    </message>
    <message>
        <source>the port &quot;%2&quot; of %1 takes one link</source>
        <translation>der Anschluss „%2“ von %1 nimmt nur eine Verbindung</translation>
    </message>
    <message>
        <source>a position is two numbers from -1000000 to 1000000</source>
        <translation>eine Position sind zwei Zahlen von -1000000 bis 1000000</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be from %2 to %3</source>
        <translation>„%1“ muss von %2 bis %3 reichen</translation>
    </message>
    <message>
        <source>made by a newer version (%1), opened for reading only</source>
        <translation>von einer neueren Version (%1), nur zum Lesen geöffnet</translation>
    </message>
    <message>
        <source>Save it under another name</source>
        <translation>Unter einem anderen Namen speichern</translation>
    </message>
    <message>
        <source>%1 needs a link for its port &quot;%2&quot;</source>
        <translation>%1 braucht eine Verbindung am Anschluss „%2“</translation>
    </message>
    <message>
        <source>%1 has no setting &quot;%2&quot;</source>
        <translation>%1 hat keine Einstellung „%2“</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>Einstellungen: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be %2</source>
        <translation>„%1“ muss sein: %2</translation>
    </message>
    <message>
        <source>&quot;%1&quot; supervises itself</source>
        <translation>„%1“ beaufsichtigt sich selbst</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has more than %2 entries</source>
        <translation>„%1“ hat mehr als %2 Einträge</translation>
    </message>
    <message>
        <source>more than %1 actors</source>
        <translation>mehr als %1 Akteure</translation>
    </message>
    <message>
        <source>must be %1, and is %2</source>
        <translation>muss sein: %1; ist: %2</translation>
    </message>
    <message>
        <source>there is no actor &quot;%1&quot;</source>
        <translation>es gibt keinen Akteur „%1“</translation>
    </message>
    <message>
        <source>there is no kind of actor &quot;%1&quot;</source>
        <translation>es gibt keine Art von Akteur „%1“</translation>
    </message>
    <message>
        <source>`troupe-cli kinds` lists them</source>
        <translation>„troupe-cli kinds“ nennt sie</translation>
    </message>
    <message>
        <source>%1 has no port &quot;%2&quot;</source>
        <translation>%1 hat keinen Anschluss „%2“</translation>
    </message>
    <message>
        <source>Ports: %1</source>
        <translation>Anschlüsse: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is expected</source>
        <translation>„%1“ wird erwartet</translation>
    </message>
    <message>
        <source>%1 (column %2 of the expression)</source>
        <translation>%1 (Spalte %2 des Ausdrucks)</translation>
    </message>
    <message>
        <source>there is no function &quot;%1&quot; with so many arguments</source>
        <translation>es gibt keine Funktion „%1“ mit so vielen Argumenten</translation>
    </message>
    <message>
        <source>&quot;%1&quot; cannot begin with that</source>
        <translation>„%1“ kann nicht damit beginnen</translation>
    </message>
    <message>
        <source>there is a kind &quot;%1&quot; already</source>
        <translation>es gibt schon eine Art „%1“</translation>
    </message>
    <message>
        <source>&quot;%1&quot; has no &quot;%2&quot;</source>
        <translation>„%1“ hat kein „%2“</translation>
    </message>
    <message>
        <source>there is another message &quot;%1&quot;</source>
        <translation>es gibt eine andere Nachricht „%1“</translation>
    </message>
    <message>
        <source>&quot;%1&quot; must be a word of letters and digits</source>
        <translation>„%1“ muss ein Wort aus Buchstaben und Ziffern sein</translation>
    </message>
    <message>
        <source>there is nothing called %1</source>
        <translation>nichts heißt %1</translation>
    </message>
    <message>
        <source>a step is one of: %1</source>
        <translation>ein Schritt ist eins davon: %1</translation>
    </message>
    <message>
        <source>%1 is neither true nor false</source>
        <translation>%1 ist weder wahr noch falsch</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 ist keine Zahl</translation>
    </message>
    <message>
        <source>the text does not end</source>
        <translation>der Text endet nicht</translation>
    </message>
    <message>
        <source>%1 cannot take %2 and %3</source>
        <translation>%1 nimmt %2 und %3 nicht an</translation>
    </message>
    <message>
        <source>%1 of %2 and %3 is not defined</source>
        <translation>%1 von %2 und %3 ist nicht definiert</translation>
    </message>
    <message>
        <source>steps in steps in steps: too deep</source>
        <translation>Schritte in Schritten in Schritten: zu tief</translation>
    </message>
    <message>
        <source>the expression is too large</source>
        <translation>der Ausdruck ist zu groß</translation>
    </message>
    <message>
        <source>%1 would make %2 too long</source>
        <translation>%1 machte %2 zu lang</translation>
    </message>
    <message>
        <source>too many steps</source>
        <translation>zu viele Schritte</translation>
    </message>
    <message>
        <source>a type is bool, int, double, string, duration, ref, list&lt;…&gt;, map&lt;string, …&gt; or optional&lt;…&gt;</source>
        <translation>ein Typ ist bool, int, double, string, duration, ref, list&lt;…&gt;, map&lt;string, …&gt; oder optional&lt;…&gt;</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not expected</source>
        <translation>„%1“ wird hier nicht erwartet</translation>
    </message>
    <message>
        <source>the expression ends too early</source>
        <translation>der Ausdruck endet zu früh</translation>
    </message>
    <message>
        <source>a message whose steps wait cannot be stashed or forwarded</source>
        <translation>eine Nachricht, deren Schritte warten, kann nicht zurückgelegt oder weitergeleitet werden</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>ein Text</translation>
    </message>
    <message>
        <source>an array</source>
        <translation>eine Liste</translation>
    </message>
    <message>
        <source>an integer</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>a block with a wrong checksum</source>
        <translation>ein Block mit falscher Prüfsumme</translation>
    </message>
    <message>
        <source>an event that makes no sense</source>
        <translation>ein Ereignis ohne Sinn</translation>
    </message>
    <message>
        <source>a block of events with a wrong head</source>
        <translation>ein Ereignisblock mit falschem Kopf</translation>
    </message>
    <message>
        <source>a block that is too long</source>
        <translation>ein zu langer Block</translation>
    </message>
    <message>
        <source>a block of events that is too long</source>
        <translation>ein zu langer Ereignisblock</translation>
    </message>
    <message>
        <source>a block of events that cannot be unpacked</source>
        <translation>ein Ereignisblock, der sich nicht entpacken lässt</translation>
    </message>
    <message>
        <source>a block of events that claims to be too large</source>
        <translation>ein Ereignisblock, der zu groß sein will</translation>
    </message>
    <message>
        <source>a head that is not whole</source>
        <translation>ein unvollständiger Kopf</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 von %2 bis %3</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>wahr oder falsch</translation>
    </message>
    <message>
        <source>what is sent</source>
        <translation>was gesendet wird</translation>
    </message>
    <message>
        <source>count its first whole-number field up, from 1</source>
        <translation>ihr erstes ganzzahliges Feld hochzählen, ab 1</translation>
    </message>
    <message>
        <source>how long a message takes</source>
        <translation>wie lange eine Nachricht dauert</translation>
    </message>
    <message>
        <source>leave the thread free, or use it</source>
        <translation>den Thread frei lassen oder belegen</translation>
    </message>
    <message>
        <source>which target is next</source>
        <translation>welches Ziel das nächste ist</translation>
    </message>
    <message>
        <source>how many</source>
        <translation>wie viele</translation>
    </message>
    <message>
        <source>ask waits for each reply</source>
        <translation>ask wartet auf jede Antwort</translation>
    </message>
    <message>
        <source>longest wait for a reply</source>
        <translation>längstes Warten auf eine Antwort</translation>
    </message>
    <message>
        <source>between two messages</source>
        <translation>zwischen zwei Nachrichten</translation>
    </message>
    <message>
        <source>before the first message</source>
        <translation>vor der ersten Nachricht</translation>
    </message>
    <message>
        <source>messages a second</source>
        <translation>Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>sent together</source>
        <translation>zusammen gesendet</translation>
    </message>
    <message>
        <source>time to come to the full rate</source>
        <translation>Zeit bis zur vollen Rate</translation>
    </message>
    <message>
        <source>how many in all; 0: without end</source>
        <translation>wie viele insgesamt; 0: ohne Ende</translation>
    </message>
    <message>
        <source>which message of an incarnation crashes it</source>
        <translation>die wievielte Nachricht einer Inkarnation zum Absturz führt</translation>
    </message>
    <message>
        <source>what is thrown</source>
        <translation>was geworfen wird</translation>
    </message>
    <message>
        <source>longest wait for a part</source>
        <translation>längstes Warten auf einen Teil</translation>
    </message>
    <message>
        <source>its fields by name</source>
        <translation>ihre Felder mit Namen</translation>
    </message>
    <message>
        <source>how much more</source>
        <translation>um wie viel mehr</translation>
    </message>
    <message>
        <source>how much less</source>
        <translation>um wie viel weniger</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>bool</source>
        <translation>bool</translation>
    </message>
    <message>
        <source>int</source>
        <translation>int</translation>
    </message>
    <message>
        <source>double</source>
        <translation>double</translation>
    </message>
    <message>
        <source>string</source>
        <translation>string</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>ref</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>list</source>
        <translation>Liste</translation>
    </message>
    <message>
        <source>map</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>%1 has stopped: nothing can be sent in its name</source>
        <translation>%1 ist beendet: in seinem Namen kann nichts gesendet werden</translation>
    </message>
    <message>
        <source>Choose another sender, or start it again</source>
        <translation>Wähle einen anderen Absender, oder starte ihn neu</translation>
    </message>
    <message>
        <source>ask %1 %2 in the name of %3</source>
        <translation>im Namen von %3 %1 fragen: %2</translation>
    </message>
    <message>
        <source>send %1 %2 in the name of %3</source>
        <translation>im Namen von %3 %1 senden: %2</translation>
    </message>
    <message>
        <source>crashed by hand</source>
        <translation>von Hand abgestürzt</translation>
    </message>
</context>
<context>
    <name>EngineWords</name>
    <message>
        <source>made</source>
        <translation>erzeugt</translation>
    </message>
    <message>
        <source>ready</source>
        <comment>event</comment>
        <translation>bereit</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>asked</source>
        <translation>gefragt</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>begonnen</translation>
    </message>
    <message>
        <source>handled</source>
        <translation>verarbeitet</translation>
    </message>
    <message>
        <source>replied</source>
        <translation>geantwortet</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>beantwortet</translation>
    </message>
    <message>
        <source>timer set</source>
        <translation>Timer gestellt</translation>
    </message>
    <message>
        <source>timer fired</source>
        <translation>Timer ausgelöst</translation>
    </message>
    <message>
        <source>timer cancelled</source>
        <translation>Timer gelöscht</translation>
    </message>
    <message>
        <source>watch</source>
        <translation>Beobachtung</translation>
    </message>
    <message>
        <source>watched is gone</source>
        <translation>Beobachteter weg</translation>
    </message>
    <message>
        <source>watched is back</source>
        <translation>Beobachteter zurück</translation>
    </message>
    <message>
        <source>crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>decision</source>
        <translation>Entscheidung</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>endet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>escalation</source>
        <translation>Eskalation</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>unzustellbar</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>let go</source>
        <translation>fortgesetzt</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>wait ended</source>
        <translation>Warten vorbei</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Verklemmung</translation>
    </message>
    <message>
        <source>could deadlock</source>
        <translation>Verklemmung möglich</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>hängt</translation>
    </message>
    <message>
        <source>given up</source>
        <translation>aufgegeben</translation>
    </message>
    <message>
        <source>log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>your action</source>
        <translation>eigene Aktion</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>Messung</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>end of the run</source>
        <translation>Ende des Laufs</translation>
    </message>
    <message>
        <source>go on</source>
        <translation>weiter</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>beenden</translation>
    </message>
    <message>
        <source>escalate</source>
        <translation>eskalieren</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>too late</source>
        <translation>zu spät</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>er ist weg</translation>
    </message>
    <message>
        <source>it restarts</source>
        <translation>er startet neu</translation>
    </message>
    <message>
        <source>mailbox full</source>
        <translation>Postfach voll</translation>
    </message>
    <message>
        <source>it would deadlock</source>
        <translation>Verklemmung droht</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
    <message>
        <source>no reply</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>the run ended</source>
        <translation>der Lauf endete</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>killed</source>
        <translation>abgeschossen</translation>
    </message>
    <message>
        <source>its start failed</source>
        <translation>sein Start misslang</translation>
    </message>
    <message>
        <source>restart budget used up</source>
        <translation>Neustart-Budget verbraucht</translation>
    </message>
    <message>
        <source>no such actor</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>pushed out</source>
        <translation>verdrängt</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>überholt</translation>
    </message>
    <message>
        <source>late reply</source>
        <translation>späte Antwort</translation>
    </message>
    <message>
        <source>no handler</source>
        <translation>nicht vorgesehen</translation>
    </message>
    <message>
        <source>quarantined</source>
        <translation>Quarantäne</translation>
    </message>
    <message>
        <source>no memory</source>
        <translation>kein Speicher</translation>
    </message>
    <message>
        <source>discarded</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>run ended</source>
        <translation>Lauf zu Ende</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>weggeworfen</translation>
    </message>
    <message>
        <source>there was no such actor</source>
        <translation>es gab keinen solchen Akteur</translation>
    </message>
    <message>
        <source>it had stopped</source>
        <translation>er war beendet</translation>
    </message>
    <message>
        <source>it was killed</source>
        <translation>er wurde abgeschossen</translation>
    </message>
    <message>
        <source>its handler threw</source>
        <translation>bei der Verarbeitung abgestürzt</translation>
    </message>
    <message>
        <source>the mailbox was full</source>
        <translation>das Postfach war voll</translation>
    </message>
    <message>
        <source>pushed out of a full mailbox</source>
        <translation>aus vollem Postfach verdrängt</translation>
    </message>
    <message>
        <source>for an earlier incarnation</source>
        <translation>für eine frühere Inkarnation</translation>
    </message>
    <message>
        <source>the reply came too late</source>
        <translation>die Antwort kam zu spät</translation>
    </message>
    <message>
        <source>it has no handler for it</source>
        <translation>er verarbeitet sie nicht</translation>
    </message>
    <message>
        <source>failed again and again</source>
        <translation>immer wieder gescheitert</translation>
    </message>
    <message>
        <source>discarded at a restart</source>
        <translation>beim Neustart verworfen</translation>
    </message>
    <message>
        <source>dropped by hand</source>
        <translation>von Hand weggeworfen</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>außen</translation>
    </message>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Rücktaste</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Strg</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Entf</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Pos1</translation>
    </message>
    <message>
        <source>Meta</source>
        <translation>Meta</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Umschalt</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
</context>
<context>
    <name>StateLine</name>
    <message>
        <source>one-for-one</source>
        <translation>einer für einen</translation>
    </message>
    <message>
        <source>one-for-all</source>
        <translation>einer für alle</translation>
    </message>
    <message>
        <source>rest-for-one</source>
        <translation>der Rest für einen</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting for room</source>
        <translation>wartet auf Platz</translation>
    </message>
    <message>
        <source>waiting for a reply</source>
        <translation>wartet auf Antwort</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>startet neu</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>endet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>hängt</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ActorPanel</name>
    <message>
        <source>Actors</source>
        <translation>Akteure</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Gen.</source>
        <translation>Gen.</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Handled</source>
        <translation>Verarbeitet</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>Unzustellbar</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>Mailbox p99</source>
        <translation>Postfach p99</translation>
    </message>
    <message>
        <source>Handling p99</source>
        <translation>Arbeit p99</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>not started</source>
        <translation>nicht gestartet</translation>
    </message>
    <message>
        <source>1 actor</source>
        <translation>1 Akteur</translation>
    </message>
    <message>
        <source>%1 actors</source>
        <translation>%1 Akteure</translation>
    </message>
</context>
<context>
    <name>troupe::ui::CanvasView</name>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>held</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>crashed</source>
        <translation>abgestürzt</translation>
    </message>
    <message>
        <source>restarting</source>
        <translation>startet neu</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>endet</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>hängt</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Akteure</translation>
    </message>
    <message>
        <source>mailbox %1 of %2</source>
        <translation>Postfach %1 von %2</translation>
    </message>
    <message>
        <source>mailbox %1</source>
        <translation>Postfach %1</translation>
    </message>
    <message>
        <source>generation %1</source>
        <translation>Generation %1</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Unzustellbar</translation>
    </message>
    <message>
        <source>Nobody is here yet</source>
        <translation>Noch ist niemand da</translation>
    </message>
    <message>
        <source>Double-click, press N, or drag an actor from the left.</source>
        <translation>Doppelklicken, N drücken oder links einen Akteur nehmen und ziehen.</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>%1 waits for %2&apos;s reply</source>
        <translation>%1 wartet auf die Antwort von %2</translation>
    </message>
    <message>
        <source>%1 waits for room in the mailbox of %2</source>
        <translation>%1 wartet auf Platz im Postfach von %2</translation>
    </message>
    <message>
        <source>will restart: %1</source>
        <translation>Neustart folgt: %1</translation>
    </message>
    <message>
        <source>%1 down</source>
        <translation>%1 ausgefallen</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>%1 aktiv</translation>
    </message>
    <message>
        <source>waits for the reply</source>
        <translation>wartet auf die Antwort</translation>
    </message>
    <message>
        <source>waits for room</source>
        <translation>wartet auf Platz</translation>
    </message>
    <message>
        <source>Deadlock: %1; none of them can handle its mailbox.</source>
        <translation>Verklemmung: %1; keiner von ihnen kann sein Postfach abarbeiten.</translation>
    </message>
    <message>
        <source>gen %1</source>
        <translation>Gen %1</translation>
    </message>
    <message>
        <source>This is before the first event.</source>
        <translation>Das ist vor dem ersten Ereignis.</translation>
    </message>
    <message>
        <source>Nobody waits for anybody now. W shows all again.</source>
        <translation>Niemand wartet gerade auf jemanden. W zeigt wieder alles.</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ChartPanel</name>
    <message>
        <source>Mailbox depth</source>
        <translation>Postfachtiefe</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
    <message>
        <source>Little&apos;s law: L, the mean depth, against λ·W, what comes in times how long it waits</source>
        <translation>Gesetz von Little: L, die mittlere Tiefe, gegen λ·W, was ankommt mal wie lange es wartet</translation>
    </message>
    <message>
        <source>%1 to %2 s</source>
        <translation>%1 bis %2 s</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ChartTableModel</name>
    <message>
        <source>Time, s</source>
        <translation>Zeit, s</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
</context>
<context>
    <name>troupe::ui::DeadLetterPanel</name>
    <message>
        <source>Dead letters</source>
        <translation>Unzustellbar</translation>
    </message>
    <message>
        <source>Time, s</source>
        <translation>Zeit, s</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>%1 · Enter sends one again</source>
        <translation>%1 · Eingabe sendet eine erneut</translation>
    </message>
    <message>
        <source>No dead letters. A message that nobody handles comes here, with the reason.</source>
        <translation>Nichts Unzustellbares. Eine Nachricht, die niemand verarbeitet, kommt hierher, mit dem Grund.</translation>
    </message>
</context>
<context>
    <name>troupe::ui::EventModel</name>
    <message>
        <source>%1 is made</source>
        <translation>%1 ist erzeugt</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 ist bereit</translation>
    </message>
    <message>
        <source>%1 sends %2 to %3</source>
        <translation>%1 sendet %2 an %3</translation>
    </message>
    <message>
        <source>%1 asks %3: %2</source>
        <translation>%1 fragt %3: %2</translation>
    </message>
    <message>
        <source>%1 begins %2 from %3</source>
        <translation>%1 beginnt %2 von %3</translation>
    </message>
    <message>
        <source>%1 has handled %2</source>
        <translation>%1 hat %2 verarbeitet</translation>
    </message>
    <message>
        <source>%1 replies to %2</source>
        <translation>%1 antwortet %2</translation>
    </message>
    <message>
        <source>%1 has the answer of %2: %3</source>
        <translation>%1 hat die Antwort von %2: %3</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 is a dead letter: %4</source>
        <translation>%1 von %2 an %3 ist unzustellbar: %4</translation>
    </message>
    <message>
        <source>%1 crashes: %2</source>
        <translation>%1 stürzt ab: %2</translation>
    </message>
    <message>
        <source>%1 decides for %2: %3</source>
        <translation>%1 entscheidet für %2: %3</translation>
    </message>
    <message>
        <source>%1 is back as incarnation %2</source>
        <translation>%1 ist wieder da, Inkarnation %2</translation>
    </message>
    <message>
        <source>%1 is stopping</source>
        <translation>%1 endet</translation>
    </message>
    <message>
        <source>%1 has stopped: %2</source>
        <translation>%1 ist beendet: %2</translation>
    </message>
    <message>
        <source>%1 gives up and tells %2</source>
        <translation>%1 gibt auf und meldet es %2</translation>
    </message>
    <message>
        <source>%1 gives up</source>
        <translation>%1 gibt auf</translation>
    </message>
    <message>
        <source>%1 waits for %2</source>
        <translation>%1 wartet auf %2</translation>
    </message>
    <message>
        <source>%1 is held</source>
        <translation>%1 ist angehalten</translation>
    </message>
    <message>
        <source>%1 goes on</source>
        <translation>%1 läuft weiter</translation>
    </message>
    <message>
        <source>%1 does not return from its handler</source>
        <translation>%1 kommt nicht aus der Verarbeitung zurück</translation>
    </message>
    <message>
        <source>#</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Time, s</source>
        <translation>Zeit, s</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>%1 goes on with another name or policy</source>
        <translation>%1 läuft mit anderem Namen oder anderer Regel weiter</translation>
    </message>
    <message>
        <source>%1 logs: %2</source>
        <translation>%1 protokolliert: %2</translation>
    </message>
    <message>
        <source>you: %1</source>
        <translation>du: %1</translation>
    </message>
    <message>
        <source>%1 sets a timer</source>
        <translation>%1 stellt einen Timer</translation>
    </message>
    <message>
        <source>a timer of %1 is due</source>
        <translation>ein Timer von %1 ist fällig</translation>
    </message>
    <message>
        <source>%1 cancels a timer</source>
        <translation>%1 bricht einen Timer ab</translation>
    </message>
    <message>
        <source>%1 watches %2</source>
        <translation>%1 beobachtet %2</translation>
    </message>
    <message>
        <source>%1 is told that %2 is gone</source>
        <translation>%1 erfährt, dass %2 weg ist</translation>
    </message>
    <message>
        <source>%1 is told that %2 is back</source>
        <translation>%1 erfährt, dass %2 wieder da ist</translation>
    </message>
    <message>
        <source>%1 no longer waits for %2</source>
        <translation>%1 wartet nicht mehr auf %2</translation>
    </message>
    <message>
        <source>%1 is in a deadlock: nobody in the circle can go on</source>
        <translation>%1 steckt in einer Verklemmung: niemand im Kreis kommt weiter</translation>
    </message>
    <message>
        <source>%1 could deadlock: who asks whom goes round in a circle</source>
        <translation>%1 könnte sich verklemmen: wer wen fragt, geht im Kreis herum</translation>
    </message>
    <message>
        <source>the thread of %1 is given up</source>
        <translation>der Thread von %1 wird aufgegeben</translation>
    </message>
    <message>
        <source>events are missing here</source>
        <translation>hier fehlen Ereignisse</translation>
    </message>
    <message>
        <source>the run ends</source>
        <translation>der Lauf endet</translation>
    </message>
</context>
<context>
    <name>troupe::ui::EventPanel</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>newest %1</source>
        <translation>die neuesten %1</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>The charts and the events show the whole run again</source>
        <translation>Diagramme und Ereignisse zeigen wieder den ganzen Lauf</translation>
    </message>
    <message>
        <source>%1 of messages that waited %2 to %3</source>
        <translation>%1 von Nachrichten, die %2 bis %3 gewartet haben</translation>
    </message>
    <message>
        <source>%1 from %2 to %3 s</source>
        <translation>%1 von %2 bis %3 s</translation>
    </message>
    <message>
        <source>Every event of the run is told here, a sentence each.</source>
        <translation>Jedes Ereignis des Laufs wird hier in einem Satz erzählt.</translation>
    </message>
    <message>
        <source>Nothing happened there.</source>
        <translation>Dort ist nichts geschehen.</translation>
    </message>
    <message>
        <source>%1 events</source>
        <translation>%1 Ereignisse</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ExportDialog</name>
    <message>
        <source>Canvas</source>
        <translation>Bühne</translation>
    </message>
    <message>
        <source>Whole window</source>
        <translation>Ganzes Fenster</translation>
    </message>
    <message>
        <source>Chart: mailbox depth</source>
        <translation>Diagramm: Postfachtiefe</translation>
    </message>
    <message>
        <source>Chart: latency</source>
        <translation>Diagramm: Latenz</translation>
    </message>
    <message>
        <source>Chart: throughput</source>
        <translation>Diagramm: Durchsatz</translation>
    </message>
    <message>
        <source>Chart: histogram</source>
        <translation>Diagramm: Histogramm</translation>
    </message>
    <message>
        <source>Events, as a table</source>
        <translation>Ereignisse, als Tabelle</translation>
    </message>
    <message>
        <source>Actors, as a table</source>
        <translation>Akteure, als Tabelle</translation>
    </message>
    <message>
        <source>Metrics, as a table</source>
        <translation>Messwerte, als Tabelle</translation>
    </message>
    <message>
        <source>Report with pictures</source>
        <translation>Bericht mit Bildern</translation>
    </message>
    <message>
        <source>Transparent background</source>
        <translation>Durchsichtiger Hintergrund</translation>
    </message>
    <message>
        <source>Only what the view shows</source>
        <translation>Nur, was die Ansicht zeigt</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>PNG, pixels</source>
        <translation>PNG, Pixel</translation>
    </message>
    <message>
        <source>SVG, a drawing</source>
        <translation>SVG, Zeichnung</translation>
    </message>
    <message>
        <source>PDF, for print</source>
        <translation>PDF, zum Drucken</translation>
    </message>
    <message>
        <source>HTML, one file</source>
        <translation>HTML, eine Datei</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV, für Tabellen</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON-Zeilen</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
    <message>
        <source>Copied to the clipboard.</source>
        <translation>In die Zwischenablage kopiert.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 gibt es schon.</translation>
    </message>
    <message>
        <source>Write over it</source>
        <translation>Überschreiben</translation>
    </message>
</context>
<context>
    <name>troupe::ui::Inspector</name>
    <message>
        <source>Click an actor to see its state, its mailbox and its times, and to send it a message.</source>
        <translation>Einen Akteur anklicken: Hier stehen dann sein Zustand, sein Postfach und seine Zeiten, und er kann eine Nachricht bekommen.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Incarnation</source>
        <translation>Inkarnation</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Aufsicht</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Unzustellbar</translation>
    </message>
    <message>
        <source>Mailbox time p50 / p99</source>
        <translation>Postfach p50 / p99</translation>
    </message>
    <message>
        <source>Handling p50 / p99</source>
        <translation>Verarbeitung p50 / p99</translation>
    </message>
    <message>
        <source>Ask p50 / p99</source>
        <translation>Frage p50 / p99</translation>
    </message>
    <message>
        <source>Settings and policies</source>
        <translation>Einstellungen und Regeln</translation>
    </message>
    <message>
        <source>not started: Space runs it</source>
        <translation>nicht gestartet: Leertaste startet</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>%1 actors</source>
        <translation>%1 Akteure</translation>
    </message>
    <message>
        <source>Nobody selected</source>
        <translation>Niemand ausgewählt</translation>
    </message>
    <message>
        <source>Mailbox · %1 kept across the restart</source>
        <translation>Postfach · %1 über den Neustart behalten</translation>
    </message>
    <message>
        <source>Mailbox · %1</source>
        <translation>Postfach · %1</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Restarts in %1</source>
        <translation>Neustarts in %1</translation>
    </message>
    <message>
        <source>keeps no state</source>
        <translation>hat keinen Zustand</translation>
    </message>
    <message>
        <source>Handled / sent to it</source>
        <translation>Verarbeitet / gesendet</translation>
    </message>
    <message>
        <source>Drag an end to another actor to put it elsewhere; Delete removes it.</source>
        <translation>Zieh ein Ende zu einem anderen Akteur, um sie zu verlegen; Entf entfernt sie.</translation>
    </message>
    <message>
        <source>Through “%1” %2 knows %3 and can send to it.</source>
        <translation>Über „%1“ kennt %2 den Akteur %3 und kann ihm senden.</translation>
    </message>
    <message>
        <source>%1 · first of %2</source>
        <translation>%1 · der erste von %2</translation>
    </message>
</context>
<context>
    <name>troupe::ui::KeySheet</name>
    <message>
        <source>Double-click the background</source>
        <translation>Hintergrund doppelklicken</translation>
    </message>
    <message>
        <source>Spawn an actor there</source>
        <translation>Dort einen Akteur erzeugen</translation>
    </message>
    <message>
        <source>Click or drag in the palette</source>
        <translation>In der Palette klicken oder ziehen</translation>
    </message>
    <message>
        <source>Spawn that kind</source>
        <translation>Diese Art erzeugen</translation>
    </message>
    <message>
        <source>Drag from a node&apos;s handle</source>
        <translation>Vom Griff eines Knotens ziehen</translation>
    </message>
    <message>
        <source>Link, send, ask or supervise</source>
        <translation>Verbinden, senden, fragen oder beaufsichtigen</translation>
    </message>
    <message>
        <source>Alt + drag from a handle</source>
        <translation>Alt + von einem Griff ziehen</translation>
    </message>
    <message>
        <source>Send the default at once</source>
        <translation>Den Standard sofort senden</translation>
    </message>
    <message>
        <source>Drag a node onto a supervisor</source>
        <translation>Knoten auf eine Aufsicht ziehen</translation>
    </message>
    <message>
        <source>Supervise it</source>
        <translation>Ihn beaufsichtigen</translation>
    </message>
    <message>
        <source>Drag over the background</source>
        <translation>Über den Hintergrund ziehen</translation>
    </message>
    <message>
        <source>Select all inside</source>
        <translation>Alle darin auswählen</translation>
    </message>
    <message>
        <source>Middle-drag, Space-drag</source>
        <translation>Mittlere Taste oder Leertaste + ziehen</translation>
    </message>
    <message>
        <source>Move the view</source>
        <translation>Ansicht verschieben</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Rad</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <translation>Umschalt + Rad</translation>
    </message>
    <message>
        <source>Back and forth in time</source>
        <translation>In der Zeit vor und zurück</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Select the neighbour; with Shift: move</source>
        <translation>Nachbarn wählen; mit Umschalt: verschieben</translation>
    </message>
    <message>
        <source>Right-click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>The same commands as a menu</source>
        <translation>Dieselben Befehle als Menü</translation>
    </message>
    <message>
        <source>Keys and gestures</source>
        <translation>Tasten und Gesten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Double-click a node for many</source>
        <translation>Doppelklick auf einen Knoten für viele</translation>
    </message>
    <message>
        <source>Open it into its actors; so does Enter</source>
        <translation>Ihn in seine Akteure öffnen; ebenso die Eingabetaste</translation>
    </message>
    <message>
        <source>Up, in the send form</source>
        <translation>Pfeil nach oben, im Sendeformular</translation>
    </message>
    <message>
        <source>What was sent before to this actor</source>
        <translation>Was diesem Akteur zuvor gesendet wurde</translation>
    </message>
    <message>
        <source>Drop a file onto the window</source>
        <translation>Eine Datei auf das Fenster ziehen</translation>
    </message>
    <message>
        <source>Open the scenario or the recorded run</source>
        <translation>Das Szenario oder den aufgezeichneten Lauf öffnen</translation>
    </message>
    <message>
        <source>Drag over a chart</source>
        <translation>Über ein Diagramm ziehen</translation>
    </message>
    <message>
        <source>Charts and events show only that time</source>
        <translation>Diagramme und Ereignisse zeigen nur diese Zeit</translation>
    </message>
    <message>
        <source>Click a name over a chart</source>
        <translation>Auf einen Namen über einem Diagramm klicken</translation>
    </message>
    <message>
        <source>Hide its line, or show it again</source>
        <translation>Seine Linie ausblenden oder wieder zeigen</translation>
    </message>
    <message>
        <source>Gestures</source>
        <translation>Gesten</translation>
    </message>
</context>
<context>
    <name>troupe::ui::KindList</name>
    <message>
        <source>Kinds of actor</source>
        <translation>Arten von Akteuren</translation>
    </message>
</context>
<context>
    <name>troupe::ui::KindPicker</name>
    <message>
        <source>Spawn which actor?</source>
        <translation>Welchen Akteur erzeugen?</translation>
    </message>
</context>
<context>
    <name>troupe::ui::Legend</name>
    <message>
        <source>Click a name to hide its line, or to show it again</source>
        <translation>Ein Klick auf einen Namen blendet seine Linie aus oder wieder ein</translation>
    </message>
    <message>
        <source>%1 (hidden)</source>
        <translation>%1 (ausgeblendet)</translation>
    </message>
</context>
<context>
    <name>troupe::ui::MailboxList</name>
    <message>
        <source>Mailbox</source>
        <translation>Postfach</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
</context>
<context>
    <name>troupe::ui::MainWindow</name>
    <message>
        <source>Sent again.</source>
        <translation>Erneut gesendet.</translation>
    </message>
    <message>
        <source>PAST: event %1 of %2</source>
        <translation>VERGANGEN: Ereignis %1 von %2</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Saved %1.</source>
        <translation>%1 gespeichert.</translation>
    </message>
    <message>
        <source>Save the scenario</source>
        <translation>Szenario speichern</translation>
    </message>
    <message>
        <source>Scenarios (*.troupe)</source>
        <translation>Szenarien (*.troupe)</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <source>%1 was changed.</source>
        <translation>%1 wurde geändert.</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>Save a picture of the window</source>
        <translation>Bild des Fensters speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Spawn %1</source>
        <translation>%1 erzeugen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Select %1</source>
        <translation>%1 auswählen</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchtest du tun?</translation>
    </message>
    <message>
        <source>There is nothing on the clipboard to paste.</source>
        <translation>In der Zwischenablage ist nichts zum Einfügen.</translation>
    </message>
    <message>
        <source>About Troupe</source>
        <translation>Über Troupe</translation>
    </message>
    <message>
        <source>Troupe %1
A desktop playground for the actor model.
GPL-3.0-or-later</source>
        <translation>Troupe %1
Eine Spielwiese für das Akteurmodell.
GPL-3.0-or-later</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Take the 2-minute tour</source>
        <translation>Zwei-Minuten-Rundgang</translation>
    </message>
    <message>
        <source>Start empty</source>
        <translation>Leer beginnen</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
    <message>
        <source>Actors</source>
        <translation>Akteure</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Mailbox depth</source>
        <translation>Postfachtiefe</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>Throughput</source>
        <translation>Durchsatz</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Dead letters</source>
        <translation>Unzustellbar</translation>
    </message>
    <message>
        <source>Troupe did not end normally. An unsaved document was kept.</source>
        <translation>Troupe wurde nicht normal beendet. Ein nicht gespeichertes Dokument wurde aufbewahrt.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 mit %2</translation>
    </message>
    <message>
        <source>%1 supervises %2</source>
        <translation>%1 beaufsichtigt %2</translation>
    </message>
    <message>
        <source>Link as %1</source>
        <translation>Verbinden als %1</translation>
    </message>
    <message>
        <source>Send %1</source>
        <translation>%1 senden</translation>
    </message>
    <message>
        <source>Ask %1</source>
        <translation>%1 fragen</translation>
    </message>
    <message>
        <source>Select the one actor that the link shall leave.</source>
        <translation>Genau den Akteur auswählen, von dem die Verbindung ausgeht.</translation>
    </message>
    <message>
        <source>From %1 to whom?</source>
        <translation>Von %1 zu wem?</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>Neuer Name</translation>
    </message>
    <message>
        <source>Actor table</source>
        <translation>Akteurtabelle</translation>
    </message>
    <message>
        <source>RECORDED RUN: event %1 of %2</source>
        <translation>AUFGEZEICHNETER LAUF: Ereignis %1 von %2</translation>
    </message>
    <message>
        <source>The file was cut off: this is what was whole of it.</source>
        <translation>Die Datei war abgeschnitten: Das ist, was davon ganz war.</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>%1 wird geöffnet</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Open a scenario or a recorded run</source>
        <translation>Szenario oder aufgezeichneten Lauf öffnen</translation>
    </message>
    <message>
        <source>Scenarios and runs (*.troupe *.troupe-run);;All files (*)</source>
        <translation>Szenarien und Läufe (*.troupe *.troupe-run);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>A recorded run of %1 events: drag the time bar or click an event. Space runs its scenario anew.</source>
        <translation>Ein aufgezeichneter Lauf mit %1 Ereignissen: Zeitleiste ziehen oder Ereignis anklicken. Die Leertaste startet das Szenario neu.</translation>
    </message>
    <message>
        <source>Do you want to keep the changes?</source>
        <translation>Sollen die Änderungen bleiben?</translation>
    </message>
</context>
<context>
    <name>troupe::ui::PickList</name>
    <message>
        <source>Choices</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Nothing has “%1” in its name.</source>
        <translation>Nichts hat „%1“ im Namen.</translation>
    </message>
</context>
<context>
    <name>troupe::ui::Playground</name>
    <message>
        <source>untitled</source>
        <translation>ohne Titel</translation>
    </message>
    <message>
        <source>Steps are made in the Lab: switch to it beside Live, or pause with Space.</source>
        <translation>Schritte gibt es im Labor: neben Live umschalten, oder mit der Leertaste pausieren.</translation>
    </message>
    <message>
        <source>Paused at the breakpoint of %1.</source>
        <translation>Am Haltepunkt von %1 angehalten.</translation>
    </message>
    <message>
        <source>Nobody is selected: click an actor first.</source>
        <translation>Niemand ist ausgewählt: zuerst einen Akteur anklicken.</translation>
    </message>
    <message>
        <source>Stopped. Actor &gt; Start again brings it back.</source>
        <translation>Beendet. Akteur &gt; Wieder starten bringt ihn zurück.</translation>
    </message>
    <message>
        <source>Deleted the link from %1 to %2.</source>
        <translation>Verbindung von %1 zu %2 gelöscht.</translation>
    </message>
    <message>
        <source>Deleted %1.</source>
        <translation>%1 gelöscht.</translation>
    </message>
    <message>
        <source>Deleted %1 actors.</source>
        <translation>%1 Akteure gelöscht.</translation>
    </message>
    <message>
        <source>This run is a recording. Space runs its scenario anew.</source>
        <translation>Dieser Lauf ist eine Aufzeichnung. Die Leertaste startet sein Szenario neu.</translation>
    </message>
    <message>
        <source>Done to all %1 actors of the group. Enter opens it, to choose one.</source>
        <translation>Mit allen %1 Akteuren der Gruppe getan. Enter öffnet sie, um einen zu wählen.</translation>
    </message>
</context>
<context>
    <name>troupe::ui::PolicyForm</name>
    <message>
        <source>Capacity</source>
        <translation>Kapazität</translation>
    </message>
    <message>
        <source>Messages that may wait</source>
        <translation>So viele Nachrichten dürfen warten</translation>
    </message>
    <message>
        <source>When full</source>
        <translation>Wenn voll</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>Strategie</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>Neustarts</translation>
    </message>
    <message>
        <source>At most so many within the window</source>
        <translation>Höchstens so viele im Fenster</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>5s, 500ms, 1m</source>
        <translation>5s, 500ms, 1m</translation>
    </message>
    <message>
        <source>Back-off</source>
        <translation>Wartezeit</translation>
    </message>
    <message>
        <source>Wait before the first restart</source>
        <translation>Warten vor dem ersten Neustart</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>Each wait is so many times the one before</source>
        <translation>Jede Wartezeit ist so viel mal die vorige</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>Längste Wartezeit</translation>
    </message>
    <message>
        <source>As a child</source>
        <translation>Als Kind</translation>
    </message>
    <message>
        <source>Another setting starts the actor anew: its state goes. What follows is changed while it goes on.</source>
        <translation>Eine andere Einstellung startet den Akteur neu: Sein Zustand geht verloren. Was folgt, ändert sich, während er weiterläuft.</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>How often a message whose handler throws is tried again before it is quarantined</source>
        <translation>Wie oft eine Nachricht, deren Verarbeitung scheitert, erneut versucht wird, bevor sie in Quarantäne kommt</translation>
    </message>
    <message>
        <source>At a restart</source>
        <translation>Beim Neustart</translation>
    </message>
    <message>
        <source>Whether the messages in the mailbox are kept</source>
        <translation>Ob die Nachrichten im Postfach bleiben</translation>
    </message>
    <message>
        <source>Counted per</source>
        <translation>Gezählt je</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>Spreads the waits, so that many do not start at once</source>
        <translation>Streut die Wartezeiten, damit nicht viele zugleich starten</translation>
    </message>
    <message>
        <source>Window kind</source>
        <translation>Art des Fensters</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ProblemPanel</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Time, s</source>
        <translation>Zeit, s</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Actor</source>
        <translation>Akteur</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 Probleme</translation>
    </message>
    <message>
        <source>No problems. Crashes, deadlocks, full mailboxes and links that are missing are listed here.</source>
        <translation>Keine Probleme. Abstürze, Verklemmungen, volle Postfächer und fehlende Verbindungen stehen hier.</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ScenarioList</name>
    <message>
        <source>Scenarios</source>
        <translation>Szenarien</translation>
    </message>
</context>
<context>
    <name>troupe::ui::SendForm</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>at %1 /s</source>
        <translation>%1 /s</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>waiting for the reply</source>
        <translation>wartet auf die Antwort</translation>
    </message>
    <message>
        <source>sent %1</source>
        <translation>%1 gesendet</translation>
    </message>
    <message>
        <source>reply: %1 in %2</source>
        <translation>Antwort: %1 in %2</translation>
    </message>
    <message>
        <source>no reply: %1 after %2</source>
        <translation>keine Antwort: %1 nach %2</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>you</source>
        <translation>du</translation>
    </message>
    <message>
        <source>Enter sends; the arrow up brings back what was sent before</source>
        <translation>Eingabe sendet; der Pfeil nach oben holt zurück, was zuvor gesendet wurde</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>In whose name it is sent, between two of its turns</source>
        <translation>In wessen Namen gesendet wird, zwischen zwei seiner Schritte</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>expected within</source>
        <translation>erwartet binnen</translation>
    </message>
    <message>
        <source>Reply expected within</source>
        <translation>Antwort erwartet binnen</translation>
    </message>
    <message>
        <source>5s, 500ms, 1m</source>
        <translation>5s, 500ms, 1m</translation>
    </message>
    <message>
        <source>%1 does not fit: it wants %2.</source>
        <translation>%1 passt nicht: verlangt ist %2.</translation>
    </message>
    <message>
        <source>The time to wait does not fit: 5s, 500ms, 1m.</source>
        <translation>Die Wartezeit passt nicht: 5s, 500ms, 1m.</translation>
    </message>
    <message>
        <source>at once, or a rate: 250, 0.5 /s, at most 1 000 000 /s</source>
        <translation>sofort, oder eine Rate: 250, 0.5 /s, höchstens 1 000 000 /s</translation>
    </message>
    <message>
        <source>The rate does not fit: at once, or up to 1 000 000 /s.</source>
        <translation>Die Rate passt nicht: sofort, oder bis zu 1 000 000 /s.</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>goes to all %1 actors of the group</source>
        <translation>geht an alle %1 Akteure der Gruppe</translation>
    </message>
    <message>
        <source>At most %1 messages at once: this would be %2 for each of %3 actors.</source>
        <translation>Höchstens %1 Nachrichten auf einmal: das wären %2 für jeden von %3 Akteuren.</translation>
    </message>
    <message>
        <source>sent %1 to each of %2 actors</source>
        <translation>%1 an jeden von %2 Akteuren gesendet</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>troupe::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Messages do not fly</source>
        <translation>Nachrichten fliegen nicht</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Ask before unsaved changes go</source>
        <translation>Fragen, bevor Änderungen verloren gehen</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Seed of the next run</source>
        <translation>Startwert des nächsten Laufs</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Words and icons</source>
        <translation>Schrift und Symbole</translation>
    </message>
    <message>
        <source>Holds from the next start on.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Messages fly</source>
        <translation>Nachrichten fliegen</translation>
    </message>
</context>
<context>
    <name>troupe::ui::StatusLine</name>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Lab · seed %1</source>
        <translation>Labor · Startwert %1</translation>
    </message>
    <message>
        <source>event %1 of %2</source>
        <translation>Ereignis %1 von %2</translation>
    </message>
    <message>
        <source>event %1</source>
        <translation>Ereignis %1</translation>
    </message>
    <message>
        <source>1 actor</source>
        <translation>1 Akteur</translation>
    </message>
    <message>
        <source>%1 actors</source>
        <translation>%1 Akteure</translation>
    </message>
    <message>
        <source>%1 msg/s</source>
        <translation>%1 Nachr./s</translation>
    </message>
    <message>
        <source>1 problem: %1</source>
        <translation>1 Problem: %1</translation>
    </message>
    <message>
        <source>%1 problems</source>
        <translation>%1 Probleme</translation>
    </message>
    <message>
        <source>recording %1</source>
        <translation>Aufzeichnung %1</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>aufgezeichnet</translation>
    </message>
    <message>
        <source>sent %1 = handled %2 + queued %3 + in handler %4</source>
        <translation>gesendet %1 = verarbeitet %2 + wartend %3 + in Arbeit %4</translation>
    </message>
    <message>
        <source> + dead %1</source>
        <translation> + unzustellbar %1</translation>
    </message>
    <message>
        <source> + discarded %1</source>
        <translation> + verworfen %1</translation>
    </message>
</context>
<context>
    <name>troupe::ui::TablePanel</name>
    <message>
        <source>crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>restart budget</source>
        <translation>Neustart-Budget</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Verklemmung</translation>
    </message>
    <message>
        <source>could deadlock</source>
        <translation>Verklemmung möglich</translation>
    </message>
    <message>
        <source>stuck</source>
        <translation>hängt</translation>
    </message>
    <message>
        <source>full mailbox</source>
        <translation>volles Postfach</translation>
    </message>
    <message>
        <source>lost events</source>
        <translation>verlorene Ereignisse</translation>
    </message>
    <message>
        <source>missing link</source>
        <translation>fehlende Verbindung</translation>
    </message>
</context>
<context>
    <name>troupe::ui::TimeBar</name>
    <message>
        <source>crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>deadlock</source>
        <translation>Verklemmung</translation>
    </message>
    <message>
        <source>escalation</source>
        <translation>Eskalation</translation>
    </message>
    <message>
        <source>stuck handler</source>
        <translation>hängt</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>Neustart</translation>
    </message>
    <message>
        <source>your action</source>
        <translation>eigene Aktion</translation>
    </message>
    <message>
        <source>dead letter</source>
        <translation>unzustellbar</translation>
    </message>
    <message>
        <source>%1 of %2 at %3 s</source>
        <translation>%1 von %2 bei %3 s</translation>
    </message>
    <message>
        <source>%1 at %2 s</source>
        <translation>%1 bei %2 s</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
</context>
<context>
    <name>troupe::ui::ToolBar</name>
    <message>
        <source>Tool bar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Real threads</source>
        <translation>Echte Threads</translation>
    </message>
    <message>
        <source>Lab</source>
        <translation>Labor</translation>
    </message>
    <message>
        <source>Virtual time, one message at a time</source>
        <translation>Virtuelle Zeit, eine Nachricht nach der anderen</translation>
    </message>
    <message>
        <source>Run again from the start (Ctrl+R)</source>
        <translation>Noch einmal von vorn (Strg+R)</translation>
    </message>
    <message>
        <source>To the start of the recording (Home)</source>
        <translation>Zum Anfang der Aufzeichnung (Pos1)</translation>
    </message>
    <message>
        <source>One event back (,)</source>
        <translation>Ein Ereignis zurück (,)</translation>
    </message>
    <message>
        <source>Run or pause (Space)</source>
        <translation>Start oder Pause (Leertaste)</translation>
    </message>
    <message>
        <source>One event on; in the Lab, deliver one message (.)</source>
        <translation>Ein Ereignis weiter; im Labor eine Nachricht zustellen (.)</translation>
    </message>
    <message>
        <source>To now (End)</source>
        <translation>Zum Jetzt (Ende)</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Speed of timers, rates and simulated work</source>
        <translation>Tempo von Timern, Raten und simulierter Arbeit</translation>
    </message>
    <message>
        <source>Spawn</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>Absturz</translation>
    </message>
    <message>
        <source>Wait-for</source>
        <translation>Warten</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find an actor by its name (Ctrl+F)</source>
        <translation>Akteur nach seinem Namen suchen (Strg+F)</translation>
    </message>
    <message>
        <source>Find an actor</source>
        <translation>Akteur suchen</translation>
    </message>
    <message>
        <source>Lab · seed %1</source>
        <translation>Labor · %1</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
</context>
<context>
    <name>troupe::ui::Tour</name>
    <message>
        <source>End the tour</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>These are actors: a load generator sends jobs to a router, four workers do them and tell a logger. Press Space to run.</source>
        <translation>Das sind Akteure: Ein Lastgenerator sendet Aufträge an einen Router, vier Worker erledigen sie und melden es einem Logger. Die Leertaste startet.</translation>
    </message>
    <message>
        <source>The small boxes are mailboxes. Click worker-2 to see its state, its mailbox and its times at the right.</source>
        <translation>Die kleinen Kästchen sind Postfächer. worker-2 anklicken: Rechts stehen sein Zustand, sein Postfach und seine Zeiten.</translation>
    </message>
    <message>
        <source>Now crash it: press K. Its supervisor, pool, sees that and starts it again after a second.</source>
        <translation>Jetzt mit K abstürzen lassen. Seine Aufsicht, pool, sieht das und startet ihn nach einer Sekunde neu.</translation>
    </message>
    <message>
        <source>It is generation 2 now, and its mailbox was kept. Go back to the crash: click the cross on the time bar under the canvas.</source>
        <translation>Er ist jetzt Generation 2, sein Postfach blieb erhalten. Zurück zum Absturz: das Kreuz auf der Zeitleiste unter der Bühne anklicken.</translation>
    </message>
    <message>
        <source>All views show that instant. Press End to come back to now.</source>
        <translation>Alle Ansichten zeigen diesen Augenblick. Ende führt zurück ins Jetzt.</translation>
    </message>
    <message>
        <source>Press N and type “counter” and Enter to spawn an actor of your own.</source>
        <translation>N drücken, „Zähler“ tippen und Eingabe: So entsteht ein eigener Akteur.</translation>
    </message>
    <message>
        <source>Press M: the form at the right sends to the selected actor. Enter sends.</source>
        <translation>M drücken: Das Formular rechts sendet an den ausgewählten Akteur. Eingabe sendet.</translation>
    </message>
    <message>
        <source>That was all. Ctrl+K finds every command, ? shows the keys, and Scenarios at the left has more to try.</source>
        <translation>Das war alles. Strg+K findet jeden Befehl, ? zeigt die Tasten, und links unter Szenarien gibt es mehr zum Ausprobieren.</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
</context>
</TS>
