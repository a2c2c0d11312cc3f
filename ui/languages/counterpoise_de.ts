<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>window</name>
  <message>
   <source> and </source>
   <translation> und </translation>
  </message>
  <message>
   <source>% accurate</source>
   <translation>% genau</translation>
  </message>
  <message>
   <source>% of body weight</source>
   <translation>% des Körpergewichts</translation>
  </message>
  <message>
   <source>% of own maximum</source>
   <translation>% des eigenen Maximums</translation>
  </message>
  <message>
   <source>+ {title}</source>
   <translation>+ {title}</translation>
  </message>
  <message>
   <source>1 day</source>
   <translation>1 Tag</translation>
  </message>
  <message>
   <source>1 device needs attention</source>
   <translation>1 Gerät braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>1 person today</source>
   <translation>1 Person heute</translation>
  </message>
  <message>
   <source>1 trial</source>
   <translation>1 Durchgang</translation>
  </message>
  <message>
   <source>1 trial today</source>
   <translation>1 Durchgang heute</translation>
  </message>
  <message>
   <source>1 visit</source>
   <translation>1 Termin</translation>
  </message>
  <message>
   <source>1 visit, on {day}</source>
   <translation>1 Termin, am {day}</translation>
  </message>
  <message>
   <source>1 visit, {day}</source>
   <translation>1 Termin, {day}</translation>
  </message>
  <message>
   <source>A battery or one test: the screen leads through it, and Space always does the next thing.</source>
   <translation>Eine Batterie oder ein Test: Der Bildschirm führt hindurch, und die Leertaste tut immer den nächsten Schritt.</translation>
  </message>
  <message>
   <source>A click takes one out.</source>
   <translation>Ein Klick nimmt einen heraus.</translation>
  </message>
  <message>
   <source>A minute after the first start of the day, beside the work.</source>
   <translation>Eine Minute nach dem ersten Start des Tages, neben der Arbeit.</translation>
  </message>
  <message>
   <source>A new line of the plan</source>
   <translation>Eine neue Zeile des Plans</translation>
  </message>
  <message>
   <source>A picture (PNG or JPEG) at the top of the page.</source>
   <translation>Ein Bild (PNG oder JPEG) oben auf der Seite.</translation>
  </message>
  <message>
   <source>A script</source>
   <translation>Ein Skript</translation>
  </message>
  <message>
   <source>A trial is under way: save or print after it.</source>
   <translation>Ein Durchgang läuft: danach speichern oder drucken.</translation>
  </message>
  <message>
   <source>About</source>
   <translation>Über</translation>
  </message>
  <message>
   <source>About {count} were found so: times there can be too short.</source>
   <translation>Etwa {count} wurden so gefunden: Zeiten können dort zu kurz sein.</translation>
  </message>
  <message>
   <source>Add a test or a battery</source>
   <translation>Test oder Batterie hinzufügen</translation>
  </message>
  <message>
   <source>Add an exercise</source>
   <translation>Übung hinzufügen</translation>
  </message>
  <message>
   <source>Add {person} and begin</source>
   <translation>{person} hinzufügen und beginnen</translation>
  </message>
  <message>
   <source>Add {title}</source>
   <translation>{title} hinzufügen</translation>
  </message>
  <message>
   <source>Add: type its name</source>
   <translation>Hinzufügen: Namen tippen</translation>
  </message>
  <message>
   <source>Agreed</source>
   <translation>Vereinbart</translation>
  </message>
  <message>
   <source>Align clocks</source>
   <translation>Uhren abgleichen</translation>
  </message>
  <message>
   <source>All tests</source>
   <translation>Alle Tests</translation>
  </message>
  <message>
   <source>All {done} results are within their limits.</source>
   <translation>Alle {done} Ergebnisse liegen innerhalb ihrer Grenzen.</translation>
  </message>
  <message>
   <source>Also measured</source>
   <translation>Auch gemessen</translation>
  </message>
  <message>
   <source>An option of the start decides this; choosing here changes it at once and in the file.</source>
   <translation>Eine Option des Starts bestimmt dies; eine Wahl hier ändert es sofort und in der Datei.</translation>
  </message>
  <message>
   <source>Another time, or call it off</source>
   <translation>Andere Zeit oder absagen</translation>
  </message>
  <message>
   <source>Any device</source>
   <translation>Beliebiges Gerät</translation>
  </message>
  <message>
   <source>Appointment</source>
   <translation>Termin</translation>
  </message>
  <message>
   <source>Appointment of {person}</source>
   <translation>Termin von {person}</translation>
  </message>
  <message>
   <source>Apr</source>
   <translation>Apr.</translation>
  </message>
  <message>
   <source>April</source>
   <translation>April</translation>
  </message>
  <message>
   <source>As in life</source>
   <translation>Wie im Leben</translation>
  </message>
  <message>
   <source>As soon as devices are ready, the tests that they can do are offered here.</source>
   <translation>Sobald Geräte bereit sind, werden hier die Tests angeboten, die sie können.</translation>
  </message>
  <message>
   <source>As this computer</source>
   <translation>Wie dieser Computer</translation>
  </message>
  <message>
   <source>At</source>
   <translation>Um</translation>
  </message>
  <message>
   <source>Aug</source>
   <translation>Aug.</translation>
  </message>
  <message>
   <source>August</source>
   <translation>August</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Back to the test</source>
   <translation>Zurück zum Test</translation>
  </message>
  <message>
   <source>Back to the trial</source>
   <translation>Zurück zum Durchgang</translation>
  </message>
  <message>
   <source>Back to {test}</source>
   <translation>Zurück zu {test}</translation>
  </message>
  <message>
   <source>Back up now</source>
   <translation>Jetzt sichern</translation>
  </message>
  <message>
   <source>Backup</source>
   <translation>Datensicherung</translation>
  </message>
  <message>
   <source>Bars: the visit's value, ± 95 %. Shaded: what is not more than measurement error, around the first value. {source}.</source>
   <translation>Striche: Wert des Termins, ± 95 %. Schattiert: was um den ersten Wert herum nicht mehr als Messfehler ist. {source}.</translation>
  </message>
  <message>
   <source>Batteries</source>
   <translation>Batterien</translation>
  </message>
  <message>
   <source>Battery charge</source>
   <translation>Akku</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <source>Before and after, within a visit</source>
   <translation>Vorher und nachher, innerhalb eines Termins</translation>
  </message>
  <message>
   <source>Before anybody is measured with it:</source>
   <translation>Bevor jemand damit gemessen wird:</translation>
  </message>
  <message>
   <source>Begin</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Birth date</source>
   <translation>Geburtsdatum</translation>
  </message>
  <message>
   <source>Birth year</source>
   <translation>Geburtsjahr</translation>
  </message>
  <message>
   <source>Blue and orange</source>
   <translation>Blau und Orange</translation>
  </message>
  <message>
   <source>Body mass</source>
   <translation>Körpermasse</translation>
  </message>
  <message>
   <source>Body weight</source>
   <translation>Körpergewicht</translation>
  </message>
  <message>
   <source>Born</source>
   <translation>Geboren</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>Beide</translation>
  </message>
  <message>
   <source>Both sides</source>
   <translation>Beide Seiten</translation>
  </message>
  <message>
   <source>By one method</source>
   <translation>Mit einer Methode</translation>
  </message>
  <message>
   <source>COPIED</source>
   <translation>KOPIERT</translation>
  </message>
  <message>
   <source>Calibration</source>
   <translation>Kalibrierung</translation>
  </message>
  <message>
   <source>Calibration of {name}</source>
   <translation>Kalibrierung von {name}</translation>
  </message>
  <message>
   <source>Calibration records (*.json)</source>
   <translation>Kalibrierdatensätze (*.json)</translation>
  </message>
  <message>
   <source>Call it off</source>
   <translation>Absagen</translation>
  </message>
  <message>
   <source>Centre of pressure</source>
   <translation>Druckmittelpunkt</translation>
  </message>
  <message>
   <source>Certificate (HTML)</source>
   <translation>Zertifikat (HTML)</translation>
  </message>
  <message>
   <source>Certificate (PDF)</source>
   <translation>Zertifikat (PDF)</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Ändern</translation>
  </message>
  <message>
   <source>Change {what}</source>
   <translation>{what} ändern</translation>
  </message>
  <message>
   <source>Change: {measure}</source>
   <translation>Veränderung: {measure}</translation>
  </message>
  <message>
   <source>Check failed: {name}</source>
   <translation>Prüfung nicht bestanden: {name}</translation>
  </message>
  <message>
   <source>Check {name}</source>
   <translation>{name} prüfen</translation>
  </message>
  <message>
   <source>Checks</source>
   <translation>Prüfungen</translation>
  </message>
  <message>
   <source>Choose a client first; a report is made of what was measured in one visit.</source>
   <translation>Zuerst eine Person wählen; ein Bericht entsteht aus dem, was an einem Termin gemessen wurde.</translation>
  </message>
  <message>
   <source>Choose a test</source>
   <translation>Test wählen</translation>
  </message>
  <message>
   <source>Choose a test for {person}</source>
   <translation>Test für {person} wählen</translation>
  </message>
  <message>
   <source>Choose the exercise first: type a part of its name.</source>
   <translation>Zuerst die Übung wählen: einen Teil ihres Namens tippen.</translation>
  </message>
  <message>
   <source>Choose what to do with {person}: the screen leads through it, and Space always does the next thing.</source>
   <translation>Wählen, was mit {person} getan wird: Der Bildschirm führt hindurch, und die Leertaste tut immer den nächsten Schritt.</translation>
  </message>
  <message>
   <source>Client</source>
   <translation>Klient</translation>
  </message>
  <message>
   <source>Client screen</source>
   <translation>Klientenbildschirm</translation>
  </message>
  <message>
   <source>Client {person}</source>
   <translation>Klient {person}</translation>
  </message>
  <message>
   <source>Client: {title}</source>
   <translation>Klient: {title}</translation>
  </message>
  <message>
   <source>Clock against this computer</source>
   <translation>Uhr gegen diesen Computer</translation>
  </message>
  <message>
   <source>Clock, losses, and coming back after the cable was pulled</source>
   <translation>Uhr, Verluste und Rückkehr nach gezogenem Kabel</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>Close the client screen (F9)</source>
   <translation>Klientenbildschirm schließen (F9)</translation>
  </message>
  <message>
   <source>Code</source>
   <translation>Code</translation>
  </message>
  <message>
   <source>Code of the first person</source>
   <translation>Code der ersten Person</translation>
  </message>
  <message>
   <source>Comparing the visits …</source>
   <translation>Vergleicht die Termine …</translation>
  </message>
  <message>
   <source>Complaint</source>
   <translation>Beschwerde</translation>
  </message>
  <message>
   <source>Complaint (may stay empty)</source>
   <translation>Beschwerde (darf leer bleiben)</translation>
  </message>
  <message>
   <source>Complaint, in one line</source>
   <translation>Beschwerde, in einer Zeile</translation>
  </message>
  <message>
   <source>Computed by this station, to try the examination on</source>
   <translation>Von dieser Station berechnet, um die Prüfung auszuprobieren</translation>
  </message>
  <message>
   <source>Connect again: {sides}</source>
   <translation>Wieder verbinden: {sides}</translation>
  </message>
  <message>
   <source>Connect devices</source>
   <translation>Geräte verbinden</translation>
  </message>
  <message>
   <source>Connect: both plates</source>
   <translation>Verbinden: beide Platten</translation>
  </message>
  <message>
   <source>Connect: left</source>
   <translation>Verbinden: links</translation>
  </message>
  <message>
   <source>Connect: right</source>
   <translation>Verbinden: rechts</translation>
  </message>
  <message>
   <source>Contact</source>
   <translation>Kontakt</translation>
  </message>
  <message>
   <source>Copied. Paste it into a message to support.</source>
   <translation>Kopiert. In eine Nachricht an den Support einfügen.</translation>
  </message>
  <message>
   <source>Copy for support</source>
   <translation>Für den Support kopieren</translation>
  </message>
  <message>
   <source>Countdown, start, rest and tempo; each is also seen. F8 switches them at any time.</source>
   <translation>Countdown, Start, Pause und Tempo; alles ist auch zu sehen. F8 schaltet sie jederzeit um.</translation>
  </message>
  <message>
   <source>Ctrl</source>
   <translation>Strg</translation>
  </message>
  <message>
   <source>DO NOT USE</source>
   <translation>NICHT NUTZEN</translation>
  </message>
  <message>
   <source>Daily check</source>
   <translation>Tagesprüfung</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>Data folder</source>
   <translation>Datenordner</translation>
  </message>
  <message>
   <source>Dec</source>
   <translation>Dez.</translation>
  </message>
  <message>
   <source>December</source>
   <translation>Dezember</translation>
  </message>
  <message>
   <source>Delete who it is</source>
   <translation>Identität löschen</translation>
  </message>
  <message>
   <source>Demo</source>
   <translation>Demo</translation>
  </message>
  <message>
   <source>Device examination</source>
   <translation>Geräteprüfung</translation>
  </message>
  <message>
   <source>Device or foot slipped</source>
   <translation>Gerät oder Fuß verrutscht</translation>
  </message>
  <message>
   <source>Device or signal in doubt</source>
   <translation>Gerät oder Signal zweifelhaft</translation>
  </message>
  <message>
   <source>Devices</source>
   <translation>Geräte</translation>
  </message>
  <message>
   <source>Devices, wires and the client follow the same clock; how fast it may be depends on this computer.</source>
   <translation>Geräte, Leitungen und Klient folgen derselben Uhr; wie schnell sie gehen darf, hängt von diesem Computer ab.</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <source>Dismiss</source>
   <translation>Ausblenden</translation>
  </message>
  <message>
   <source>Dismiss ({count} more)</source>
   <translation>Ausblenden ({count} weitere)</translation>
  </message>
  <message>
   <source>Disturbed</source>
   <translation>Gestört</translation>
  </message>
  <message>
   <source>Do it now</source>
   <translation>Jetzt ausführen</translation>
  </message>
  <message>
   <source>Do not use this trial. {reason}</source>
   <translation>Diesen Durchgang nicht verwenden. {reason}</translation>
  </message>
  <message>
   <source>Do not use this trial. {why}</source>
   <translation>Diesen Durchgang nicht verwenden. {why}</translation>
  </message>
  <message>
   <source>Do this test: {title}</source>
   <translation>Diesen Test durchführen: {title}</translation>
  </message>
  <message>
   <source>Do {what} now, as it is planned</source>
   <translation>{what} jetzt ausführen, wie geplant</translation>
  </message>
  <message>
   <source>Dominant leg</source>
   <translation>Dominantes Bein</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <source>Done in this visit</source>
   <translation>An diesem Termin gemacht</translation>
  </message>
  <message>
   <source>Done in visits</source>
   <translation>An Terminen durchgeführt</translation>
  </message>
  <message>
   <source>Dose plan (D)</source>
   <translation>Dosisplan (D)</translation>
  </message>
  <message>
   <source>Dynamometers</source>
   <translation>Dynamometer</translation>
  </message>
  <message>
   <source>Each side has its own clock; their times are compared to no better than this.</source>
   <translation>Jede Seite hat ihre eigene Uhr; ihre Zeiten werden nicht genauer als so verglichen.</translation>
  </message>
  <message>
   <source>Earlier curves</source>
   <translation>Frühere Kurven</translation>
  </message>
  <message>
   <source>Earlier numbers</source>
   <translation>Frühere Werte</translation>
  </message>
  <message>
   <source>Earlier numbers ({count})</source>
   <translation>Frühere Werte ({count})</translation>
  </message>
  <message>
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <source>Empty again: back to zero</source>
   <translation>Wieder leer: zurück auf null</translation>
  </message>
  <message>
   <source>Empty for a minute: rate, noise, mains hum, stuck channels, zero and drift</source>
   <translation>Eine Minute leer: Rate, Rauschen, Netzbrummen, hängende Kanäle, Nullpunkt und Drift</translation>
  </message>
  <message>
   <source>Empty: noise, zero and its drift, for a minute</source>
   <translation>Leer: Rauschen, Nullpunkt und seine Drift, eine Minute lang</translation>
  </message>
  <message>
   <source>Empty: where the zero stands, and a new zero</source>
   <translation>Leer: wo der Nullpunkt liegt, und ein neuer Nullpunkt</translation>
  </message>
  <message>
   <source>End</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>End of the list</source>
   <translation>Ende der Liste</translation>
  </message>
  <message>
   <source>End {what}</source>
   <translation>{what} beenden</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <source>Enter opens the page</source>
   <translation>Enter öffnet die Seite</translation>
  </message>
  <message>
   <source>Every day by itself</source>
   <translation>Täglich von selbst</translation>
  </message>
  <message>
   <source>Every device has a clock of its own: a moment on one may lie this much earlier or later on another. It matters for times between left and right, not for the height of a force.</source>
   <translation>Jedes Gerät hat eine eigene Uhr: Ein Moment auf dem einen kann auf dem anderen um so viel früher oder später liegen. Das betrifft Zeiten zwischen links und rechts, nicht die Höhe einer Kraft.</translation>
  </message>
  <message>
   <source>Every result has its limits and its uncertainty, and says in words what is wrong.</source>
   <translation>Jedes Ergebnis hat seine Grenzen und seine Unsicherheit und sagt in Worten, was nicht stimmt.</translation>
  </message>
  <message>
   <source>Everything is stored under a code, never under a name. The name may be kept, in a file of its own.</source>
   <translation>Alles wird unter einem Code gespeichert, nie unter einem Namen. Der Name kann in einer eigenen Datei aufbewahrt werden.</translation>
  </message>
  <message>
   <source>Examine</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>Examine {name}</source>
   <translation>{name} prüfen</translation>
  </message>
  <message>
   <source>Exchange sides</source>
   <translation>Seiten tauschen</translation>
  </message>
  <message>
   <source>Exercise</source>
   <translation>Übung</translation>
  </message>
  <message>
   <source>Exhausted</source>
   <translation>Erschöpft</translation>
  </message>
  <message>
   <source>Expect {person}</source>
   <translation>{person} einplanen</translation>
  </message>
  <message>
   <source>Expect {person} at {time}</source>
   <translation>{person} um {time} einplanen</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>Exported to {file}, without the server's password.</source>
   <translation>Nach {file} exportiert, ohne das Passwort des Servers.</translation>
  </message>
  <message>
   <source>FAILED</source>
   <translation>MÄNGEL</translation>
  </message>
  <message>
   <source>Favourites</source>
   <translation>Favoriten</translation>
  </message>
  <message>
   <source>Feb</source>
   <translation>Feb.</translation>
  </message>
  <message>
   <source>February</source>
   <translation>Februar</translation>
  </message>
  <message>
   <source>File to export to or to import from</source>
   <translation>Datei zum Exportieren oder Importieren</translation>
  </message>
  <message>
   <source>Find a test or a battery</source>
   <translation>Test oder Batterie suchen</translation>
  </message>
  <message>
   <source>Find a test or a battery by its name</source>
   <translation>Test oder Batterie nach Namen suchen</translation>
  </message>
  <message>
   <source>Find anybody</source>
   <translation>Jemanden suchen</translation>
  </message>
  <message>
   <source>Find somebody</source>
   <translation>Jemanden suchen</translation>
  </message>
  <message>
   <source>First visit</source>
   <translation>Erster Termin</translation>
  </message>
  <message>
   <source>First visit with this test: nothing earlier to compare with.</source>
   <translation>Erster Termin mit diesem Test: noch nichts zum Vergleichen.</translation>
  </message>
  <message>
   <source>For the client</source>
   <translation>Für den Klienten</translation>
  </message>
  <message>
   <source>For the therapist</source>
   <translation>Für die Therapie</translation>
  </message>
  <message>
   <source>For whom</source>
   <translation>Für wen</translation>
  </message>
  <message>
   <source>Force</source>
   <translation>Kraft</translation>
  </message>
  <message>
   <source>Force now</source>
   <translation>Kraft jetzt</translation>
  </message>
  <message>
   <source>Force, left and right</source>
   <translation>Kraft, links und rechts</translation>
  </message>
  <message>
   <source>Force, left over right</source>
   <translation>Kraft, links über rechts</translation>
  </message>
  <message>
   <source>Force, left side</source>
   <translation>Kraft, linke Seite</translation>
  </message>
  <message>
   <source>Force, right side</source>
   <translation>Kraft, rechte Seite</translation>
  </message>
  <message>
   <source>Forces in</source>
   <translation>Kräfte in</translation>
  </message>
  <message>
   <source>Forget</source>
   <translation>Vergessen</translation>
  </message>
  <message>
   <source>Forget it: sure?</source>
   <translation>Vergessen: sicher?</translation>
  </message>
  <message>
   <source>Forget {name}</source>
   <translation>{name} vergessen</translation>
  </message>
  <message>
   <source>Found</source>
   <translation>Gefunden</translation>
  </message>
  <message>
   <source>Found so far</source>
   <translation>Bisher gefunden</translation>
  </message>
  <message>
   <source>Friday</source>
   <translation>Freitag</translation>
  </message>
  <message>
   <source>From the next start on. Until then the data lies in {folder}.</source>
   <translation>Ab dem nächsten Start. Bis dahin liegen die Daten in {folder}.</translation>
  </message>
  <message>
   <source>Get ready</source>
   <translation>Bereitmachen</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Go on with the test</source>
   <translation>Weiter mit dem Test</translation>
  </message>
  <message>
   <source>Go on: {title}</source>
   <translation>Weiter: {title}</translation>
  </message>
  <message>
   <source>Go to the test</source>
   <translation>Zum Test</translation>
  </message>
  <message>
   <source>Going wrong: {what}</source>
   <translation>Was schiefgeht: {what}</translation>
  </message>
  <message>
   <source>Green and violet</source>
   <translation>Grün und Violett</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>Height, cm</source>
   <translation>Größe, cm</translation>
  </message>
  <message>
   <source>Hide</source>
   <translation>Verbergen</translation>
  </message>
  <message>
   <source>Hide names</source>
   <translation>Namen verbergen</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>Hold, s</source>
   <translation>Halten, s</translation>
  </message>
  <message>
   <source>How did it end?</source>
   <translation>Wie endete es?</translation>
  </message>
  <message>
   <source>How did this trial end?</source>
   <translation>Wie endete dieser Durchgang?</translation>
  </message>
  <message>
   <source>How it ended</source>
   <translation>Ausgang</translation>
  </message>
  <message>
   <source>How it ended …</source>
   <translation>Ausgang …</translation>
  </message>
  <message>
   <source>How it is made: {formula}</source>
   <translation>So entsteht der Wert: {formula}</translation>
  </message>
  <message>
   <source>How it is made: {formula} · source: {source}</source>
   <translation>So entsteht der Wert: {formula} · Quelle: {source}</translation>
  </message>
  <message>
   <source>How it looks</source>
   <translation>Aussehen</translation>
  </message>
  <message>
   <source>How much the repetitions differ: their standard deviation as a part of their mean (CV).</source>
   <translation>Wie sehr die Wiederholungen sich unterscheiden: ihre Standardabweichung als Anteil ihres Mittelwerts (Variationskoeffizient).</translation>
  </message>
  <message>
   <source>How tired</source>
   <translation>Wie müde</translation>
  </message>
  <message>
   <source>IS MADE</source>
   <translation>WIRD ERSTELLT</translation>
  </message>
  <message>
   <source>Identity and battery</source>
   <translation>Identität und Akku</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>In reach</source>
   <translation>In Reichweite</translation>
  </message>
  <message>
   <source>In your own words, if you like</source>
   <translation>In eigenen Worten, wenn gewünscht</translation>
  </message>
  <message>
   <source>In your own words, if you like; then choose</source>
   <translation>In eigenen Worten, wenn gewünscht; dann wählen</translation>
  </message>
  <message>
   <source>Involved side</source>
   <translation>Betroffene Seite</translation>
  </message>
  <message>
   <source>Is practice</source>
   <translation>Ist Übung</translation>
  </message>
  <message>
   <source>Is this device fit for measuring people?</source>
   <translation>Taugt dieses Gerät zum Messen von Menschen?</translation>
  </message>
  <message>
   <source>It goes on by itself as soon as it is felt and rests.</source>
   <translation>Es geht von selbst weiter, sobald die Masse gespürt wird und ruht.</translation>
  </message>
  <message>
   <source>It is a simulated device: simulated hands put the masses on by themselves.</source>
   <translation>Dies ist ein simuliertes Gerät: Simulierte Hände legen die Massen von selbst auf.</translation>
  </message>
  <message>
   <source>It is connected and saves its battery; it measures as soon as a test is chosen.</source>
   <translation>Es ist verbunden und schont seinen Akku; es misst, sobald ein Test gewählt ist.</translation>
  </message>
  <message>
   <source>It keeps {share:.1f} % of its rate: samples are missing that it does not count. Below {least:.0f} % times and rates of force are withheld. Come nearer, or restart the device.</source>
   <translation>Es hält {share:.1f} % seiner Rate: Es fehlen Messwerte, die es nicht zählt. Unter {least:.0f} % werden Zeiten und Kraftanstiege zurückgehalten. Näher kommen oder das Gerät neu starten.</translation>
  </message>
  <message>
   <source>It stays stored, with the reason, and counts nowhere.</source>
   <translation>Er bleibt mit dem Grund gespeichert und zählt nirgends.</translation>
  </message>
  <message>
   <source>Its record does not say when it was made, so nobody knows whether it still holds.</source>
   <translation>Der Datensatz sagt nicht, wann er entstand; niemand weiß also, ob er noch gilt.</translation>
  </message>
  <message>
   <source>Jan</source>
   <translation>Jan.</translation>
  </message>
  <message>
   <source>January</source>
   <translation>Januar</translation>
  </message>
  <message>
   <source>Joint to the middle of the device. Enter takes it.</source>
   <translation>Vom Gelenk bis zur Mitte des Geräts. Enter übernimmt den Wert.</translation>
  </message>
  <message>
   <source>Jul</source>
   <translation>Juli</translation>
  </message>
  <message>
   <source>July</source>
   <translation>Juli</translation>
  </message>
  <message>
   <source>Jun</source>
   <translation>Juni</translation>
  </message>
  <message>
   <source>June</source>
   <translation>Juni</translation>
  </message>
  <message>
   <source>KEPT</source>
   <translation>BEHALTEN</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep after all</source>
   <translation>Doch behalten</translation>
  </message>
  <message>
   <source>Keep anyway</source>
   <translation>Trotzdem behalten</translation>
  </message>
  <message>
   <source>Keep the practice</source>
   <translation>Übung behalten</translation>
  </message>
  <message>
   <source>Keep, not said why</source>
   <translation>Behalten, ohne Angabe</translation>
  </message>
  <message>
   <source>Kept.</source>
   <translation>Behalten.</translation>
  </message>
  <message>
   <source>Known masses at hand, in kg</source>
   <translation>Vorhandene bekannte Massen, in kg</translation>
  </message>
  <message>
   <source>Known masses at hand, in kg (the largest is used every day)</source>
   <translation>Vorhandene bekannte Massen, in kg (die größte wird täglich verwendet)</translation>
  </message>
  <message>
   <source>Known masses up and down again: error, hysteresis, back to zero</source>
   <translation>Bekannte Massen hinauf und wieder herunter: Abweichung, Hysterese, zurück auf null</translation>
  </message>
  <message>
   <source>Known masses: which side answers, linearity, hysteresis, corners</source>
   <translation>Bekannte Massen: welche Seite antwortet, Linearität, Hysterese, Ecken</translation>
  </message>
  <message>
   <source>Known, not here</source>
   <translation>Bekannt, nicht hier</translation>
  </message>
  <message>
   <source>L</source>
   <translation>L</translation>
  </message>
  <message>
   <source>L+R</source>
   <translation>L+R</translation>
  </message>
  <message>
   <source>L, left foot</source>
   <translation>L, linker Fuß</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Language and units</source>
   <translation>Sprache und Einheiten</translation>
  </message>
  <message>
   <source>Language of the page</source>
   <translation>Sprache der Seite</translation>
  </message>
  <message>
   <source>Language, size of type and units change as soon as what is being typed here is saved or given up (Esc).</source>
   <translation>Sprache, Schriftgröße und Einheiten ändern sich, sobald gespeichert oder verworfen ist, was hier gerade getippt wird (Esc).</translation>
  </message>
  <message>
   <source>Last change: {change}</source>
   <translation>Letzte Änderung: {change}</translation>
  </message>
  <message>
   <source>Lays the clocks of two devices over each other, for times that are compared between them.</source>
   <translation>Legt die Uhren zweier Geräte übereinander, für Zeiten, die zwischen ihnen verglichen werden.</translation>
  </message>
  <message>
   <source>Leave it as it is</source>
   <translation>So lassen</translation>
  </message>
  <message>
   <source>Leave it out</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <source>Leave it, receive {other}</source>
   <translation>Verlassen, {other} empfangen</translation>
  </message>
  <message>
   <source>Leave that test, receive {person}</source>
   <translation>Diesen Test verlassen, {person} empfangen</translation>
  </message>
  <message>
   <source>Leave this check out</source>
   <translation>Diese Prüfung auslassen</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Left / right now</source>
   <translation>Links / rechts jetzt</translation>
  </message>
  <message>
   <source>Left against right</source>
   <translation>Links gegen rechts</translation>
  </message>
  <message>
   <source>Left and right</source>
   <translation>Links und rechts</translation>
  </message>
  <message>
   <source>Left over right</source>
   <translation>Links über rechts</translation>
  </message>
  <message>
   <source>Left side now</source>
   <translation>Linke Seite jetzt</translation>
  </message>
  <message>
   <source>Let it count</source>
   <translation>Zählen lassen</translation>
  </message>
  <message>
   <source>Let it happen</source>
   <translation>Geschehen lassen</translation>
  </message>
  <message>
   <source>Let it happen: {title}</source>
   <translation>Geschehen lassen: {title}</translation>
  </message>
  <message>
   <source>Lever arm</source>
   <translation>Hebelarm</translation>
  </message>
  <message>
   <source>Lever arm in centimetres</source>
   <translation>Hebelarm in Zentimetern</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Light / dark</source>
   <translation>Hell / dunkel</translation>
  </message>
  <message>
   <source>Limits</source>
   <translation>Grenzen</translation>
  </message>
  <message>
   <source>Load from file …</source>
   <translation>Aus Datei laden …</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <source>Logo</source>
   <translation>Logo</translation>
  </message>
  <message>
   <source>Look at it</source>
   <translation>Ansehen</translation>
  </message>
  <message>
   <source>Look at the result</source>
   <translation>Ergebnis ansehen</translation>
  </message>
  <message>
   <source>Look closer</source>
   <translation>Genauer ansehen</translation>
  </message>
  <message>
   <source>Lost samples</source>
   <translation>Verlorene Messwerte</translation>
  </message>
  <message>
   <source>Lower</source>
   <translation>Senken</translation>
  </message>
  <message>
   <source>MEASURING</source>
   <translation>MISST</translation>
  </message>
  <message>
   <source>Made</source>
   <translation>Erstellt</translation>
  </message>
  <message>
   <source>Make all well</source>
   <translation>Alles in Ordnung bringen</translation>
  </message>
  <message>
   <source>Make it the left one</source>
   <translation>Zum linken machen</translation>
  </message>
  <message>
   <source>Make it the right one</source>
   <translation>Zum rechten machen</translation>
  </message>
  <message>
   <source>Mar</source>
   <translation>März</translation>
  </message>
  <message>
   <source>March</source>
   <translation>März</translation>
  </message>
  <message>
   <source>Masses</source>
   <translation>Massen</translation>
  </message>
  <message>
   <source>May</source>
   <translation>Mai</translation>
  </message>
  <message>
   <source>McGill ratios</source>
   <translation>McGill-Verhältnisse</translation>
  </message>
  <message>
   <source>Measure</source>
   <translation>Messwert</translation>
  </message>
  <message>
   <source>Measure nobody with it until that is put right; what is wrong stands below.</source>
   <translation>Damit niemanden messen, bis das behoben ist; was nicht stimmt, steht unten.</translation>
  </message>
  <message>
   <source>Measured</source>
   <translation>Gemessen</translation>
  </message>
  <message>
   <source>Measuring. Keep everything off, and touch nothing.</source>
   <translation>Misst. Alles fernhalten und nichts berühren.</translation>
  </message>
  <message>
   <source>Measuring. Let it rest, and touch nothing.</source>
   <translation>Misst. Liegen lassen und nichts berühren.</translation>
  </message>
  <message>
   <source>Measuring. Stand still, arms hanging.</source>
   <translation>Misst. Ruhig stehen, Arme hängen lassen.</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Meldungen</translation>
  </message>
  <message>
   <source>Monday</source>
   <translation>Montag</translation>
  </message>
  <message>
   <source>More numbers</source>
   <translation>Weitere Werte</translation>
  </message>
  <message>
   <source>Move or call off the appointment at {time}</source>
   <translation>Termin um {time} verschieben oder absagen</translation>
  </message>
  <message>
   <source>Moved another part of the body</source>
   <translation>Anderes Körperteil bewegt</translation>
  </message>
  <message>
   <source>Moved before the signal</source>
   <translation>Vor dem Signal bewegt</translation>
  </message>
  <message>
   <source>N</source>
   <translation>N</translation>
  </message>
  <message>
   <source>NOT COMPLETE</source>
   <translation>LÜCKENHAFT</translation>
  </message>
  <message>
   <source>NOT DECIDED</source>
   <translation>OFFEN</translation>
  </message>
  <message>
   <source>NOT MADE</source>
   <translation>NICHT ERSTELLT</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Name (may stay empty)</source>
   <translation>Name (darf leer bleiben)</translation>
  </message>
  <message>
   <source>Name of the clinic</source>
   <translation>Name der Praxis</translation>
  </message>
  <message>
   <source>Name of this station</source>
   <translation>Name dieser Station</translation>
  </message>
  <message>
   <source>Name of who examined</source>
   <translation>Name der prüfenden Person</translation>
  </message>
  <message>
   <source>Name; kept apart from everything measured</source>
   <translation>Name; getrennt von allem Gemessenen aufbewahrt</translation>
  </message>
  <message>
   <source>Names are not searched while they are hidden.</source>
   <translation>Namen werden nicht durchsucht, solange sie verborgen sind.</translation>
  </message>
  <message>
   <source>Neither</source>
   <translation>Keine</translation>
  </message>
  <message>
   <source>New body mass, kg</source>
   <translation>Neue Körpermasse, kg</translation>
  </message>
  <message>
   <source>New person</source>
   <translation>Neue Person</translation>
  </message>
  <message>
   <source>Newest first. The copy for support names nobody.</source>
   <translation>Neueste zuerst. Die Kopie für den Support nennt niemanden.</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Next language</source>
   <translation>Nächste Sprache</translation>
  </message>
  <message>
   <source>Next mark</source>
   <translation>Nächste Marke</translation>
  </message>
  <message>
   <source>No device is connected. Switch one on; it appears here by itself.</source>
   <translation>Kein Gerät ist verbunden. Eines einschalten; es erscheint hier von selbst.</translation>
  </message>
  <message>
   <source>No device is used</source>
   <translation>Kein Gerät in Gebrauch</translation>
  </message>
  <message>
   <source>No device is used. Connect one in Devices.</source>
   <translation>Kein Gerät in Gebrauch. Unter Geräte eines verbinden.</translation>
  </message>
  <message>
   <source>No device is used. Switch one on and search.</source>
   <translation>Kein Gerät in Gebrauch. Eines einschalten und suchen.</translation>
  </message>
  <message>
   <source>No force arrives yet</source>
   <translation>Noch kommt keine Kraft an</translation>
  </message>
  <message>
   <source>No name: only the code is on the page.</source>
   <translation>Kein Name: Nur der Code steht auf der Seite.</translation>
  </message>
  <message>
   <source>No names: notes lie beside what was measured.</source>
   <translation>Keine Namen: Notizen liegen neben dem Gemessenen.</translation>
  </message>
  <message>
   <source>No pedal</source>
   <translation>Kein Pedal</translation>
  </message>
  <message>
   <source>No test can run now; each card says what it needs.</source>
   <translation>Zurzeit kann kein Test laufen; jede Karte sagt, was ihr fehlt.</translation>
  </message>
  <message>
   <source>No test is called or mentions “{search}”. Esc shows all {count}.</source>
   <translation>Kein Test heißt oder erwähnt „{search}“. Esc zeigt alle {count}.</translation>
  </message>
  <message>
   <source>No test is set up on this station. Reinstall it, or copy the test files back.</source>
   <translation>Auf dieser Station ist kein Test eingerichtet. Neu installieren oder die Testdateien zurückkopieren.</translation>
  </message>
  <message>
   <source>No trial of this test counts yet, so there is no change to speak of.</source>
   <translation>Noch zählt kein Durchgang dieses Tests; von einer Veränderung lässt sich nicht sprechen.</translation>
  </message>
  <message>
   <source>No trial of this visit counts, so it is not compared.</source>
   <translation>Kein Durchgang dieses Termins zählt, daher wird er nicht verglichen.</translation>
  </message>
  <message>
   <source>No trial that counts is stored yet. After the second visit the change of every number stands here, with what would be measurement error.</source>
   <translation>Noch ist kein zählender Durchgang gespeichert. Nach dem zweiten Termin steht hier die Veränderung jedes Werts, mit dem, was Messfehler wäre.</translation>
  </message>
  <message>
   <source>No trial yet. Run a test, and its curve and numbers appear here.</source>
   <translation>Noch kein Durchgang. Einen Test durchführen; Kurve und Werte erscheinen hier.</translation>
  </message>
  <message>
   <source>No visit yet. The first one begins with a test.</source>
   <translation>Noch kein Termin. Der erste beginnt mit einem Test.</translation>
  </message>
  <message>
   <source>Nobody</source>
   <translation>Niemand</translation>
  </message>
  <message>
   <source>Nobody has proven this device against a known weight yet: all its forces may be too high or too low by the same part. Prove it with the daily check under Devices.</source>
   <translation>Noch hat niemand dieses Gerät an einem bekannten Gewicht geprüft: Alle seine Kräfte können um denselben Anteil zu hoch oder zu niedrig sein. Mit der Tagesprüfung unter Geräte prüfen.</translation>
  </message>
  <message>
   <source>Nobody is known by “{words}”. N adds a new person; Esc shows the day.</source>
   <translation>Niemand ist unter „{words}“ bekannt. N legt eine neue Person an; Esc zeigt den Tag.</translation>
  </message>
  <message>
   <source>Nobody is on the list. N adds a new person; type to find somebody and give an appointment.</source>
   <translation>Niemand steht auf der Liste. N legt eine neue Person an; tippen, um jemanden zu finden und einen Termin zu geben.</translation>
  </message>
  <message>
   <source>Nobody with this code is known here.</source>
   <translation>Niemand mit diesem Code ist hier bekannt.</translation>
  </message>
  <message>
   <source>None of them fits, so nothing is said</source>
   <translation>Keiner davon passt, also wird nichts gesagt</translation>
  </message>
  <message>
   <source>None yet. Choose some with Change.</source>
   <translation>Noch keine. Mit Ändern einige wählen.</translation>
  </message>
  <message>
   <source>None: everything is saved on this computer alone.</source>
   <translation>Keiner: Alles wird nur auf diesem Computer gespeichert.</translation>
  </message>
  <message>
   <source>Not a full effort</source>
   <translation>Kein voller Einsatz</translation>
  </message>
  <message>
   <source>Not checked today</source>
   <translation>Heute nicht geprüft</translation>
  </message>
  <message>
   <source>Not decided yet.</source>
   <translation>Noch nicht entschieden.</translation>
  </message>
  <message>
   <source>Not done as instructed</source>
   <translation>Nicht wie angewiesen ausgeführt</translation>
  </message>
  <message>
   <source>Not done today</source>
   <translation>Heute nicht durchgeführt</translation>
  </message>
  <message>
   <source>Not given: no torque is computed. Joint to the middle of the device, then Enter.</source>
   <translation>Nicht angegeben: Es wird kein Drehmoment berechnet. Vom Gelenk bis zur Mitte des Geräts, dann Enter.</translation>
  </message>
  <message>
   <source>Not still yet</source>
   <translation>Noch nicht ruhig</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>Note what was done</source>
   <translation>Behandlung notieren</translation>
  </message>
  <message>
   <source>Notes</source>
   <translation>Notizen</translation>
  </message>
  <message>
   <source>Nothing else can be said of this trial.</source>
   <translation>Mehr lässt sich zu diesem Durchgang nicht sagen.</translation>
  </message>
  <message>
   <source>Nothing goes wrong at the moment.</source>
   <translation>Zurzeit geht nichts schief.</translation>
  </message>
  <message>
   <source>Nothing had to be said since the window was opened.</source>
   <translation>Seit dem Öffnen des Fensters gab es nichts zu melden.</translation>
  </message>
  <message>
   <source>Nothing is agreed yet: an exercise with its target, how long to hold it and how often.</source>
   <translation>Noch ist nichts vereinbart: eine Übung mit ihrem Ziel, wie lange gehalten wird und wie oft.</translation>
  </message>
  <message>
   <source>Nothing is open</source>
   <translation>Nichts ist geöffnet</translation>
  </message>
  <message>
   <source>Nothing new is in reach.</source>
   <translation>Nichts Neues ist in Reichweite.</translation>
  </message>
  <message>
   <source>Nothing to compare yet</source>
   <translation>Noch nichts zum Vergleichen</translation>
  </message>
  <message>
   <source>Nothing was changed by hand</source>
   <translation>Von Hand wurde nichts geändert</translation>
  </message>
  <message>
   <source>Nothing was checked.</source>
   <translation>Nichts wurde geprüft.</translation>
  </message>
  <message>
   <source>Nothing was measured of {person} yet. After the first test there is a report.</source>
   <translation>Von {person} wurde noch nichts gemessen. Nach dem ersten Test gibt es einen Bericht.</translation>
  </message>
  <message>
   <source>Nothing was measured today: note what was done after the first test of the visit.</source>
   <translation>Heute wurde noch nichts gemessen: Die Behandlung lässt sich nach dem ersten Test des Termins notieren.</translation>
  </message>
  <message>
   <source>Nov</source>
   <translation>Nov.</translation>
  </message>
  <message>
   <source>November</source>
   <translation>November</translation>
  </message>
  <message>
   <source>Now lift the mass off in one quick movement.</source>
   <translation>Jetzt die Masse in einer schnellen Bewegung abheben.</translation>
  </message>
  <message>
   <source>Oct</source>
   <translation>Okt.</translation>
  </message>
  <message>
   <source>October</source>
   <translation>Oktober</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>Aus</translation>
  </message>
  <message>
   <source>On</source>
   <translation>Ein</translation>
  </message>
  <message>
   <source>On (empty: today)</source>
   <translation>Am (leer: heute)</translation>
  </message>
  <message>
   <source>On every report</source>
   <translation>Auf jedem Bericht</translation>
  </message>
  <message>
   <source>Once more</source>
   <translation>Noch einmal</translation>
  </message>
  <message>
   <source>One known mass: at every corner and in the middle of each plate, or hanging from the dynamometer</source>
   <translation>Eine bekannte Masse: an jeder Ecke und in der Mitte jeder Platte, oder am Dynamometer hängend</translation>
  </message>
  <message>
   <source>One moment …</source>
   <translation>Einen Moment …</translation>
  </message>
  <message>
   <source>One moment, please.</source>
   <translation>Einen Moment, bitte.</translation>
  </message>
  <message>
   <source>One more trial</source>
   <translation>Noch ein Durchgang</translation>
  </message>
  <message>
   <source>One of {all} results is outside its limits.</source>
   <translation>Eines von {all} Ergebnissen liegt außerhalb seiner Grenzen.</translation>
  </message>
  <message>
   <source>One quick unloading: settling and swing</source>
   <translation>Eine schnelle Entlastung: Einschwingen und Schwingung</translation>
  </message>
  <message>
   <source>One test</source>
   <translation>Ein Test</translation>
  </message>
  <message>
   <source>One trial to recover</source>
   <translation>Ein Durchgang zu retten</translation>
  </message>
  <message>
   <source>One trial, ± 95 %; the band of a visit has the scatter of its repetitions too.</source>
   <translation>Ein Durchgang, ± 95 %; das Band eines Termins enthält auch die Streuung der Wiederholungen.</translation>
  </message>
  <message>
   <source>Only what is shown: stored and exported are newtons.</source>
   <translation>Nur die Anzeige: Gespeichert und exportiert werden Newton.</translation>
  </message>
  <message>
   <source>Open the client screen (F9)</source>
   <translation>Klientenbildschirm öffnen (F9)</translation>
  </message>
  <message>
   <source>Open to print</source>
   <translation>Zum Drucken öffnen</translation>
  </message>
  <message>
   <source>Other numbers of this test</source>
   <translation>Weitere Werte dieses Tests</translation>
  </message>
  <message>
   <source>PASSED</source>
   <translation>BESTANDEN</translation>
  </message>
  <message>
   <source>PRACTICE</source>
   <translation>ÜBUNG</translation>
  </message>
  <message>
   <source>PRINTED</source>
   <translation>GEDRUCKT</translation>
  </message>
  <message>
   <source>Page down</source>
   <translation>Bild ab</translation>
  </message>
  <message>
   <source>Page up</source>
   <translation>Bild auf</translation>
  </message>
  <message>
   <source>Page {number} of {count}</source>
   <translation>Seite {number} von {count}</translation>
  </message>
  <message>
   <source>Path</source>
   <translation>Pfad</translation>
  </message>
  <message>
   <source>Path left</source>
   <translation>Pfad links</translation>
  </message>
  <message>
   <source>Path right</source>
   <translation>Pfad rechts</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pedal</source>
   <translation>Pedal</translation>
  </message>
  <message>
   <source>Pedal and sounds</source>
   <translation>Pedal und Töne</translation>
  </message>
  <message>
   <source>Person</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>PgDn</source>
   <translation>Bild ab</translation>
  </message>
  <message>
   <source>PgUp</source>
   <translation>Bild auf</translation>
  </message>
  <message>
   <source>Picture of the device</source>
   <translation>Bild des Geräts</translation>
  </message>
  <message>
   <source>Picture: {mass} on the {side} side</source>
   <translation>Bild: {mass} auf der Seite {side}</translation>
  </message>
  <message>
   <source>Plates</source>
   <translation>Platten</translation>
  </message>
  <message>
   <source>Point at a measure, or go to it with Tab, to see how its number is made.</source>
   <translation>Auf einen Messwert zeigen oder mit Tab dorthin gehen, um zu sehen, wie er entsteht.</translation>
  </message>
  <message>
   <source>Practice: it is stored, and no part of the result.</source>
   <translation>Übung: Sie wird gespeichert und ist nicht Teil des Ergebnisses.</translation>
  </message>
  <message>
   <source>Practise with simulated devices</source>
   <translation>Mit simulierten Geräten üben</translation>
  </message>
  <message>
   <source>Pressure</source>
   <translation>Druck</translation>
  </message>
  <message>
   <source>Print</source>
   <translation>Drucken</translation>
  </message>
  <message>
   <source>Progress (P)</source>
   <translation>Verlauf (P)</translation>
  </message>
  <message>
   <source>R</source>
   <translation>R</translation>
  </message>
  <message>
   <source>R, right foot</source>
   <translation>R, rechter Fuß</translation>
  </message>
  <message>
   <source>REJECTED</source>
   <translation>ABGELEHNT</translation>
  </message>
  <message>
   <source>Raise</source>
   <translation>Heben</translation>
  </message>
  <message>
   <source>Rated force</source>
   <translation>Nennkraft</translation>
  </message>
  <message>
   <source>Ratios of hold times of one visit; no ratio is called good or bad</source>
   <translation>Verhältnisse der Haltezeiten eines Termins; kein Verhältnis wird gut oder schlecht genannt</translation>
  </message>
  <message>
   <source>Re-test</source>
   <translation>Re-Test</translation>
  </message>
  <message>
   <source>Re-test, {title}: {sides} ({why}).</source>
   <translation>Wiederholungstest, {title}: {sides} ({why}).</translation>
  </message>
  <message>
   <source>Re-test: {title}</source>
   <translation>Wiederholungstest: {title}</translation>
  </message>
  <message>
   <source>Reached last: {what}</source>
   <translation>Zuletzt erreicht: {what}</translation>
  </message>
  <message>
   <source>Reason …</source>
   <translation>Grund …</translation>
  </message>
  <message>
   <source>Record</source>
   <translation>Datensatz</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>Wiederherstellen</translation>
  </message>
  <message>
   <source>Reference values</source>
   <translation>Referenzwerte</translation>
  </message>
  <message>
   <source>Reject</source>
   <translation>Ablehnen</translation>
  </message>
  <message>
   <source>Reject …</source>
   <translation>Ablehnen …</translation>
  </message>
  <message>
   <source>Reject, no reason</source>
   <translation>Ablehnen, ohne Grund</translation>
  </message>
  <message>
   <source>Rejected. It stays stored and does not count.</source>
   <translation>Abgelehnt. Er bleibt gespeichert und zählt nicht.</translation>
  </message>
  <message>
   <source>Rejected: {why}. It stays stored and does not count.</source>
   <translation>Abgelehnt: {why}. Er bleibt gespeichert und zählt nicht.</translation>
  </message>
  <message>
   <source>Remark</source>
   <translation>Bemerkung</translation>
  </message>
  <message>
   <source>Repeat last visit</source>
   <translation>Termin wiederholen</translation>
  </message>
  <message>
   <source>Repetitions</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <source>Repetitions, left : right</source>
   <translation>Wiederholungen, links : rechts</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>Rest</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Rest, minutes and seconds</source>
   <translation>Pause, Minuten und Sekunden</translation>
  </message>
  <message>
   <source>Rested</source>
   <translation>Ausgeruht</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <source>Results (JUnit)</source>
   <translation>Ergebnisse (JUnit)</translation>
  </message>
  <message>
   <source>Retake</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Retake, no reason</source>
   <translation>Wiederholen, ohne Grund</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>Auswertung</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>Right side now</source>
   <translation>Rechte Seite jetzt</translation>
  </message>
  <message>
   <source>SAVED</source>
   <translation>GESPEICHERT</translation>
  </message>
  <message>
   <source>STOPPED</source>
   <translation>GESTOPPT</translation>
  </message>
  <message>
   <source>Sample rate</source>
   <translation>Abtastrate</translation>
  </message>
  <message>
   <source>Saturday</source>
   <translation>Samstag</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>Save as PDF</source>
   <translation>Als PDF speichern</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>Bericht speichern</translation>
  </message>
  <message>
   <source>Save the results</source>
   <translation>Ergebnisse speichern</translation>
  </message>
  <message>
   <source>Save what is being typed, or close it, before something else is changed.</source>
   <translation>Erst speichern oder schließen, was gerade eingegeben wird; dann etwas anderes ändern.</translation>
  </message>
  <message>
   <source>Saved as {file}</source>
   <translation>Gespeichert als {file}</translation>
  </message>
  <message>
   <source>Saved.</source>
   <translation>Gespeichert.</translation>
  </message>
  <message>
   <source>Saved. It applies from the next start on.</source>
   <translation>Gespeichert. Es gilt ab dem nächsten Start.</translation>
  </message>
  <message>
   <source>Saved: {path}</source>
   <translation>Gespeichert: {path}</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>Search again</source>
   <translation>Erneut suchen</translation>
  </message>
  <message>
   <source>Search anyone: just type</source>
   <translation>Jemanden suchen: einfach tippen</translation>
  </message>
  <message>
   <source>Search for devices</source>
   <translation>Geräte suchen</translation>
  </message>
  <message>
   <source>Search for devices that are switched on.</source>
   <translation>Eingeschaltete Geräte suchen.</translation>
  </message>
  <message>
   <source>Searching …</source>
   <translation>Sucht …</translation>
  </message>
  <message>
   <source>Searching: Bluetooth, serial ports and USB …</source>
   <translation>Sucht: Bluetooth, serielle Anschlüsse und USB …</translation>
  </message>
  <message>
   <source>See the report</source>
   <translation>Bericht ansehen</translation>
  </message>
  <message>
   <source>See today’s results</source>
   <translation>Ergebnisse von heute ansehen</translation>
  </message>
  <message>
   <source>Sent to the printer at {time}</source>
   <translation>Um {time} an den Drucker gesendet</translation>
  </message>
  <message>
   <source>Sep</source>
   <translation>Sep.</translation>
  </message>
  <message>
   <source>September</source>
   <translation>September</translation>
  </message>
  <message>
   <source>Server of the clinic</source>
   <translation>Server der Praxis</translation>
  </message>
  <message>
   <source>Set up</source>
   <translation>Einrichten</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Sex</source>
   <translation>Geschlecht</translation>
  </message>
  <message>
   <source>Sex, as reference values tell it</source>
   <translation>Geschlecht, wie Referenzwerte es angeben</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>Show all tests</source>
   <translation>Alle Tests zeigen</translation>
  </message>
  <message>
   <source>Show names</source>
   <translation>Namen zeigen</translation>
  </message>
  <message>
   <source>Show the main numbers only</source>
   <translation>Nur die Hauptwerte zeigen</translation>
  </message>
  <message>
   <source>Show {count} earlier visits</source>
   <translation>{count} frühere Termine zeigen</translation>
  </message>
  <message>
   <source>Show {count} more numbers</source>
   <translation>{count} weitere Werte zeigen</translation>
  </message>
  <message>
   <source>Show {count} more numbers, {limited} of them limited</source>
   <translation>{count} weitere Werte zeigen, davon {limited} eingeschränkt</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>Seite</translation>
  </message>
  <message>
   <source>Signed by</source>
   <translation>Unterzeichnet von</translation>
  </message>
  <message>
   <source>Simulated devices on real drivers: nothing is faked.</source>
   <translation>Simulierte Geräte an echten Treibern: Nichts ist vorgetäuscht.</translation>
  </message>
  <message>
   <source>Size of type</source>
   <translation>Schriftgröße</translation>
  </message>
  <message>
   <source>Skip practice</source>
   <translation>Übung überspringen</translation>
  </message>
  <message>
   <source>Something else</source>
   <translation>Etwas anderes</translation>
  </message>
  <message>
   <source>Something in this window failed ({what}). Recordings are not touched by this. If the view looks wrong, close the window and start it again.</source>
   <translation>In diesem Fenster ist etwas fehlgeschlagen ({what}). Aufnahmen sind davon nicht berührt. Wenn die Ansicht falsch aussieht, das Fenster schließen und neu starten.</translation>
  </message>
  <message>
   <source>Sounds</source>
   <translation>Töne</translation>
  </message>
  <message>
   <source>Sounds are an extra that is not installed: install counterpoise[sound].</source>
   <translation>Töne sind ein Zusatz, der nicht installiert ist: counterpoise[sound] installieren.</translation>
  </message>
  <message>
   <source>Sounds are off; switch them on (F8)</source>
   <translation>Töne sind aus; einschalten (F8)</translation>
  </message>
  <message>
   <source>Sounds are on; switch them off (F8)</source>
   <translation>Töne sind an; ausschalten (F8)</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Leertaste</translation>
  </message>
  <message>
   <source>Stand</source>
   <translation>Stehen</translation>
  </message>
  <message>
   <source>Stand on the plates, turn round, stand: left and right must mirror</source>
   <translation>Auf den Platten stehen, umdrehen, stehen: Links und rechts müssen sich spiegeln</translation>
  </message>
  <message>
   <source>Stands with every trial, where a clinic has several stations.</source>
   <translation>Steht bei jedem Durchgang, wenn eine Praxis mehrere Stationen hat.</translation>
  </message>
  <message>
   <source>Start the story (3 min)</source>
   <translation>Geschichte starten (3 min)</translation>
  </message>
  <message>
   <source>Start: {person}, {what}</source>
   <translation>Start: {person}, {what}</translation>
  </message>
  <message>
   <source>Start: {title}</source>
   <translation>Start: {title}</translation>
  </message>
  <message>
   <source>Start: {what}</source>
   <translation>Start: {what}</translation>
  </message>
  <message>
   <source>Starts in</source>
   <translation>Beginnt in</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>State: {word}</source>
   <translation>Zustand: {word}</translation>
  </message>
  <message>
   <source>Still</source>
   <translation>Ruhig</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stopp</translation>
  </message>
  <message>
   <source>Stop searching</source>
   <translation>Suche beenden</translation>
  </message>
  <message>
   <source>Stop watching</source>
   <translation>Nicht mehr beobachten</translation>
  </message>
  <message>
   <source>Sunday</source>
   <translation>Sonntag</translation>
  </message>
  <message>
   <source>Swap left and right</source>
   <translation>Links und rechts tauschen</translation>
  </message>
  <message>
   <source>Swap with {name}</source>
   <translation>Mit {name} tauschen</translation>
  </message>
  <message>
   <source>Switch a device on and search: what is in reach appears on the right. Say its side once for all.</source>
   <translation>Ein Gerät einschalten und suchen: Was in Reichweite ist, erscheint rechts. Seine Seite einmal für immer angeben.</translation>
  </message>
  <message>
   <source>Switch a plate or a dynamometer on and say which side it measures. Nothing at hand yet? Simulated devices work like real ones; what is measured with them is kept apart.</source>
   <translation>Eine Platte oder ein Dynamometer einschalten und angeben, welche Seite es misst. Noch nichts zur Hand? Simulierte Geräte arbeiten wie echte; was mit ihnen gemessen wird, bleibt getrennt.</translation>
  </message>
  <message>
   <source>Switch it on and bring it near, then search.</source>
   <translation>Einschalten, in die Nähe bringen, dann suchen.</translation>
  </message>
  <message>
   <source>Tab and arrow keys move it by 1 ms, with Shift by 10 ms</source>
   <translation>Tab und Pfeiltasten verschieben um 1 ms, mit Umschalt um 10 ms</translation>
  </message>
  <message>
   <source>Take back</source>
   <translation>Zurücknehmen</translation>
  </message>
  <message>
   <source>Take back: {what}</source>
   <translation>Zurücknehmen: {what}</translation>
  </message>
  <message>
   <source>Take {title} out</source>
   <translation>{title} herausnehmen</translation>
  </message>
  <message>
   <source>Taken from {file}; data folder, server and name of this station stay.</source>
   <translation>Aus {file} übernommen; Datenordner, Server und Name dieser Station bleiben.</translation>
  </message>
  <message>
   <source>Tap or press the device that you mean; it lights up here.</source>
   <translation>Das gemeinte Gerät antippen oder drücken; es leuchtet hier auf.</translation>
  </message>
  <message>
   <source>Tap to identify</source>
   <translation>Durch Antippen erkennen</translation>
  </message>
  <message>
   <source>Target from</source>
   <translation>Ziel von</translation>
  </message>
  <message>
   <source>Target left: {limits}</source>
   <translation>Ziel links: {limits}</translation>
  </message>
  <message>
   <source>Target right: {limits}</source>
   <translation>Ziel rechts: {limits}</translation>
  </message>
  <message>
   <source>Target to</source>
   <translation>Ziel bis</translation>
  </message>
  <message>
   <source>Target: {limits}</source>
   <translation>Ziel: {limits}</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>Temperatur</translation>
  </message>
  <message>
   <source>Test</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>Test and time</source>
   <translation>Test und Zeit</translation>
  </message>
  <message>
   <source>Tests</source>
   <translation>Tests</translation>
  </message>
  <message>
   <source>Thank you. It is saved when the trial is.</source>
   <translation>Danke. Es wird mit dem Durchgang gespeichert.</translation>
  </message>
  <message>
   <source>That was {name}.</source>
   <translation>Das war {name}.</translation>
  </message>
  <message>
   <source>The calibration record of this device</source>
   <translation>Der Kalibrierdatensatz dieses Geräts</translation>
  </message>
  <message>
   <source>The checksum shows that the raw file is still the one that these numbers were made from.</source>
   <translation>Die Prüfsumme zeigt, dass die Rohdatei noch diejenige ist, aus der diese Werte entstanden.</translation>
  </message>
  <message>
   <source>The curve lies on the station {station}, where it was recorded. The numbers are the same everywhere; marks are moved there.</source>
   <translation>Die Kurve liegt auf der Station {station}, wo sie aufgenommen wurde. Die Werte sind überall dieselben; Marken werden dort verschoben.</translation>
  </message>
  <message>
   <source>The data lies in {folder} now.</source>
   <translation>Die Daten liegen jetzt in {folder}.</translation>
  </message>
  <message>
   <source>The day after</source>
   <translation>Der Tag danach</translation>
  </message>
  <message>
   <source>The day before</source>
   <translation>Der Tag davor</translation>
  </message>
  <message>
   <source>The first effort appears here.</source>
   <translation>Der erste Versuch erscheint hier.</translation>
  </message>
  <message>
   <source>The first measurement</source>
   <translation>Die erste Messung</translation>
  </message>
  <message>
   <source>The first person</source>
   <translation>Die erste Person</translation>
  </message>
  <message>
   <source>The key that the pedal sends; it then does what Space does.</source>
   <translation>Die Taste, die das Pedal sendet; sie tut dann, was die Leertaste tut.</translation>
  </message>
  <message>
   <source>The largest mass at every corner: each cell by itself</source>
   <translation>Die größte Masse an jeder Ecke: jede Zelle für sich</translation>
  </message>
  <message>
   <source>The movement</source>
   <translation>Die Bewegung</translation>
  </message>
  <message>
   <source>The name is kept apart; a look is written into the audit.</source>
   <translation>Der Name wird getrennt aufbewahrt; eine Einsicht wird im Audit vermerkt.</translation>
  </message>
  <message>
   <source>The name is on the page, and the look at it is written down.</source>
   <translation>Der Name steht auf der Seite, und die Einsicht wird vermerkt.</translation>
  </message>
  <message>
   <source>The numbers are as they were computed first; nothing was changed.</source>
   <translation>Die Werte sind, wie sie zuerst berechnet wurden; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>The numbers follow from it; it can be taken back.</source>
   <translation>Die Werte folgen daraus; es lässt sich zurücknehmen.</translation>
  </message>
  <message>
   <source>The page as it will be printed</source>
   <translation>Die Seite, wie sie gedruckt wird</translation>
  </message>
  <message>
   <source>The page is being made.</source>
   <translation>Die Seite wird erstellt.</translation>
  </message>
  <message>
   <source>The program ended on {day} at {time} during “{test}”. {seconds:.1f} s were saved.</source>
   <translation>Das Programm endete am {day} um {time} während „{test}“. {seconds:.1f} s wurden gespeichert.</translation>
  </message>
  <message>
   <source>The proof of this device is older than it may be. Repeat the daily check or the verification.</source>
   <translation>Der Nachweis dieses Geräts ist älter als zulässig. Tagesprüfung oder Verifizierung wiederholen.</translation>
  </message>
  <message>
   <source>The same test after it is compared with the one before it.</source>
   <translation>Derselbe Test danach wird mit dem davor verglichen.</translation>
  </message>
  <message>
   <source>The settings as a file</source>
   <translation>Die Einstellungen als Datei</translation>
  </message>
  <message>
   <source>The simulated hands do it by themselves.</source>
   <translation>Die simulierten Hände tun es von selbst.</translation>
  </message>
  <message>
   <source>The sound output failed ({what}), so there are no sounds; the screen flashes instead. Switch the sounds off and on to try again.</source>
   <translation>Die Tonausgabe ist ausgefallen ({what}), daher gibt es keine Töne; stattdessen blitzt der Bildschirm. Die Töne aus- und wieder einschalten, um es noch einmal zu versuchen.</translation>
  </message>
  <message>
   <source>The {what} is a number, not “{typed}”.</source>
   <translation>{what}: eine Zahl eingeben, nicht „{typed}“.</translation>
  </message>
  <message>
   <source>The {what} is a whole number, not “{typed}”.</source>
   <translation>{what}: eine ganze Zahl eingeben, nicht „{typed}“.</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>Farbschema</translation>
  </message>
  <message>
   <source>Therapist</source>
   <translation>Therapie</translation>
  </message>
  <message>
   <source>There is none. Load its record, or no forces are shown.</source>
   <translation>Es gibt keinen. Seinen Datensatz laden, sonst werden keine Kräfte gezeigt.</translation>
  </message>
  <message>
   <source>These are no masses. Type kilograms with spaces between them, for example: 5 10 20</source>
   <translation>Das sind keine Massen. Kilogramm mit Leerzeichen dazwischen eingeben, zum Beispiel: 5 10 20</translation>
  </message>
  <message>
   <source>They are kept in {file}.</source>
   <translation>Sie liegen in {file}.</translation>
  </message>
  <message>
   <source>This body mass was wrong</source>
   <translation>Diese Körpermasse war falsch</translation>
  </message>
  <message>
   <source>This computer has no sound output, so there are no sounds; the screen flashes instead.</source>
   <translation>Dieser Computer hat keine Tonausgabe, daher gibt es keine Töne; stattdessen blitzt der Bildschirm.</translation>
  </message>
  <message>
   <source>This is the first person</source>
   <translation>Dies ist die erste Person</translation>
  </message>
  <message>
   <source>This person could not be read.</source>
   <translation>Diese Person konnte nicht gelesen werden.</translation>
  </message>
  <message>
   <source>This station</source>
   <translation>Diese Station</translation>
  </message>
  <message>
   <source>This trial has no curve.</source>
   <translation>Dieser Durchgang hat keine Kurve.</translation>
  </message>
  <message>
   <source>This trial has no numbers. The curve is stored as it was.</source>
   <translation>Dieser Durchgang hat keine Werte. Die Kurve ist gespeichert, wie sie war.</translation>
  </message>
  <message>
   <source>Three steps; everything can be changed later.</source>
   <translation>Drei Schritte; alles lässt sich später ändern.</translation>
  </message>
  <message>
   <source>Thursday</source>
   <translation>Donnerstag</translation>
  </message>
  <message>
   <source>Time goes</source>
   <translation>Die Zeit läuft</translation>
  </message>
  <message>
   <source>Time of the appointment</source>
   <translation>Uhrzeit des Termins</translation>
  </message>
  <message>
   <source>Times between left and right are withheld; forces are not touched by it.</source>
   <translation>Zeiten zwischen links und rechts werden zurückgehalten; Kräfte sind davon nicht berührt.</translation>
  </message>
  <message>
   <source>Tired</source>
   <translation>Müde</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Tomorrow</source>
   <translation>Morgen</translation>
  </message>
  <message>
   <source>Total</source>
   <translation>Summe</translation>
  </message>
  <message>
   <source>Trial {what}</source>
   <translation>Durchgang {what}</translation>
  </message>
  <message>
   <source>Trials</source>
   <translation>Durchgänge</translation>
  </message>
  <message>
   <source>Trials today</source>
   <translation>Durchgänge heute</translation>
  </message>
  <message>
   <source>Tuesday</source>
   <translation>Dienstag</translation>
  </message>
  <message>
   <source>Two devices felt that alike. Tap again, the one that you mean alone.</source>
   <translation>Zwei Geräte haben das gleich gespürt. Noch einmal nur das gemeinte antippen.</translation>
  </message>
  <message>
   <source>Two minutes to the first measurement</source>
   <translation>Zwei Minuten bis zur ersten Messung</translation>
  </message>
  <message>
   <source>Type a code or a word on the page Today.</source>
   <translation>Auf der Seite Heute einen Code oder ein Wort tippen.</translation>
  </message>
  <message>
   <source>Type a part of its name</source>
   <translation>Einen Teil des Namens tippen</translation>
  </message>
  <message>
   <source>Type its name, press its number, or click it.</source>
   <translation>Namen tippen, Nummer drücken oder anklicken.</translation>
  </message>
  <message>
   <source>Uncertainty</source>
   <translation>Unsicherheit</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>Undo the last change</source>
   <translation>Letzte Änderung rückgängig machen</translation>
  </message>
  <message>
   <source>Unit of the target</source>
   <translation>Einheit des Ziels</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>Verdict</source>
   <translation>Urteil</translation>
  </message>
  <message>
   <source>Verified with masses</source>
   <translation>Mit Massen verifiziert</translation>
  </message>
  <message>
   <source>Verify</source>
   <translation>Verifizieren</translation>
  </message>
  <message>
   <source>Violet and amber</source>
   <translation>Violett und Bernstein</translation>
  </message>
  <message>
   <source>Visit {number}, {day}</source>
   <translation>Termin {number}, {day}</translation>
  </message>
  <message>
   <source>Visits</source>
   <translation>Termine</translation>
  </message>
  <message>
   <source>Visits (V)</source>
   <translation>Termine (V)</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>Lautstärke</translation>
  </message>
  <message>
   <source>Watching. In a moment simulated hands tap one of the dynamometers.</source>
   <translation>Beobachtet. Gleich tippen simulierte Hände eines der Dynamometer an.</translation>
  </message>
  <message>
   <source>Watching. Tap or press the device that you mean.</source>
   <translation>Beobachtet. Das gemeinte Gerät antippen oder drücken.</translation>
  </message>
  <message>
   <source>Weaker by</source>
   <translation>Schwächer um</translation>
  </message>
  <message>
   <source>Weaker side, from the next effort on</source>
   <translation>Schwächere Seite, ab dem nächsten Versuch</translation>
  </message>
  <message>
   <source>Wednesday</source>
   <translation>Mittwoch</translation>
  </message>
  <message>
   <source>Welcome. It begins in a moment.</source>
   <translation>Willkommen. Es geht gleich los.</translation>
  </message>
  <message>
   <source>What changed</source>
   <translation>Was sich geändert hat</translation>
  </message>
  <message>
   <source>What for</source>
   <translation>Wozu</translation>
  </message>
  <message>
   <source>What goes wrong</source>
   <translation>Was schiefgeht</translation>
  </message>
  <message>
   <source>What is chosen applies at once, and from the next start on.</source>
   <translation>Was gewählt wird, gilt sofort und ab dem nächsten Start.</translation>
  </message>
  <message>
   <source>What is seen happened {seconds:.1f} s ago: samples wait on their way, and none is lost by that.</source>
   <translation>Was zu sehen ist, geschah vor {seconds:.1f} s: Messwerte warten unterwegs, und keiner geht dadurch verloren.</translation>
  </message>
  <message>
   <source>What the visit is for</source>
   <translation>Wozu der Termin dient</translation>
  </message>
  <message>
   <source>What was done</source>
   <translation>Was gemacht wurde</translation>
  </message>
  <message>
   <source>What was found</source>
   <translation>Was gefunden wurde</translation>
  </message>
  <message>
   <source>What was measured stays under the code.</source>
   <translation>Was gemessen wurde, bleibt unter dem Code.</translation>
  </message>
  <message>
   <source>What will be done</source>
   <translation>Was getan wird</translation>
  </message>
  <message>
   <source>When it was done</source>
   <translation>Wann es gemacht wurde</translation>
  </message>
  <message>
   <source>Where a screen has no room for it, the window scrolls.</source>
   <translation>Wo ein Bildschirm dafür keinen Platz hat, lässt sich das Fenster scrollen.</translation>
  </message>
  <message>
   <source>Where the newest value stands among others</source>
   <translation>Wo der neueste Wert unter anderen liegt</translation>
  </message>
  <message>
   <source>Where the numbers come from</source>
   <translation>Woher die Werte stammen</translation>
  </message>
  <message>
   <source>Which device?</source>
   <translation>Welches Gerät?</translation>
  </message>
  <message>
   <source>Which one is in my hand? Tap or press a device, and it says so.</source>
   <translation>Welches habe ich in der Hand? Ein Gerät antippen oder drücken, und es sagt es.</translation>
  </message>
  <message>
   <source>Which side answers</source>
   <translation>Welche Seite antwortet</translation>
  </message>
  <message>
   <source>Who does it</source>
   <translation>Wer es durchführt</translation>
  </message>
  <message>
   <source>Who is the client</source>
   <translation>Wer die Person ist</translation>
  </message>
  <message>
   <source>Who it is</source>
   <translation>Identität</translation>
  </message>
  <message>
   <source>Who presses the buttons</source>
   <translation>Wer die Knöpfe drückt</translation>
  </message>
  <message>
   <source>Whole trial</source>
   <translation>Ganzer Durchgang</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>Why does it not count?</source>
   <translation>Warum zählt es nicht?</translation>
  </message>
  <message>
   <source>Why does this trial not count?</source>
   <translation>Warum zählt dieser Durchgang nicht?</translation>
  </message>
  <message>
   <source>Why is it repeated?</source>
   <translation>Warum wird wiederholt?</translation>
  </message>
  <message>
   <source>With the name</source>
   <translation>Mit dem Namen</translation>
  </message>
  <message>
   <source>With these methods and the raw file the same numbers can be computed again, to the last digit.</source>
   <translation>Mit diesen Methoden und der Rohdatei lassen sich dieselben Werte bis auf die letzte Stelle neu berechnen.</translation>
  </message>
  <message>
   <source>YOUR TURN</source>
   <translation>SIE SIND DRAN</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>You</source>
   <translation>Selbst</translation>
  </message>
  <message>
   <source>You need known masses and a minute or two. The station feels each step and goes on by itself.</source>
   <translation>Nötig sind bekannte Massen und ein bis zwei Minuten. Die Station spürt jeden Schritt und geht von selbst weiter.</translation>
  </message>
  <message>
   <source>Zero</source>
   <translation>Nullen</translation>
  </message>
  <message>
   <source>Zero point</source>
   <translation>Nullpunkt</translation>
  </message>
  <message>
   <source>Zero, {side}</source>
   <translation>Nullpunkt, {side}</translation>
  </message>
  <message>
   <source>a file of this computer</source>
   <translation>eine Datei dieses Computers</translation>
  </message>
  <message>
   <source>a little less</source>
   <translation>etwas weniger</translation>
  </message>
  <message>
   <source>a little more</source>
   <translation>etwas mehr</translation>
  </message>
  <message>
   <source>a little more on the left</source>
   <translation>links etwas mehr</translation>
  </message>
  <message>
   <source>a little more on the right</source>
   <translation>rechts etwas mehr</translation>
  </message>
  <message>
   <source>about {minutes} min</source>
   <translation>etwa {minutes} min</translation>
  </message>
  <message>
   <source>asked {asked}; done {reached}</source>
   <translation>verlangt {asked}; erreicht {reached}</translation>
  </message>
  <message>
   <source>at least {count} lost</source>
   <translation>mindestens {count} verloren</translation>
  </message>
  <message>
   <source>at least {lost:,} lost</source>
   <translation>mindestens {lost:,} verloren</translation>
  </message>
  <message>
   <source>back</source>
   <translation>hinten</translation>
  </message>
  <message>
   <source>battery flat</source>
   <translation>Akku leer</translation>
  </message>
  <message>
   <source>battery low</source>
   <translation>Akku schwach</translation>
  </message>
  <message>
   <source>battery low ({volts:.1f} V)</source>
   <translation>Akku schwach ({volts:.1f} V)</translation>
  </message>
  <message>
   <source>battery {volts:.1f} V</source>
   <translation>Akku {volts:.1f} V</translation>
  </message>
  <message>
   <source>begin</source>
   <translation>Anfang</translation>
  </message>
  <message>
   <source>being compared anew …</source>
   <translation>wird neu verglichen …</translation>
  </message>
  <message>
   <source>birth year</source>
   <translation>Geburtsjahr</translation>
  </message>
  <message>
   <source>body mass</source>
   <translation>Körpermasse</translation>
  </message>
  <message>
   <source>both</source>
   <translation>beide</translation>
  </message>
  <message>
   <source>both sides</source>
   <translation>beide Seiten</translation>
  </message>
  <message>
   <source>both sides involved</source>
   <translation>beide Seiten betroffen</translation>
  </message>
  <message>
   <source>both sides together</source>
   <translation>beide Seiten zusammen</translation>
  </message>
  <message>
   <source>both together</source>
   <translation>beide zusammen</translation>
  </message>
  <message>
   <source>centre of pressure: {what}</source>
   <translation>Druckmittelpunkt: {what}</translation>
  </message>
  <message>
   <source>choose then</source>
   <translation>dann wählen</translation>
  </message>
  <message>
   <source>closed</source>
   <translation>geschlossen</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>verbindet</translation>
  </message>
  <message>
   <source>could not be compared</source>
   <translation>konnte nicht verglichen werden</translation>
  </message>
  <message>
   <source>could not be compared anew</source>
   <translation>konnte nicht neu verglichen werden</translation>
  </message>
  <message>
   <source>course over the visits from {first} to {last}</source>
   <translation>Verlauf über die Termine vom {first} bis {last}</translation>
  </message>
  <message>
   <source>dashed: 95 % ellipse, {area:.2f} cm²</source>
   <translation>gestrichelt: 95-%-Ellipse, {area:.2f} cm²</translation>
  </message>
  <message>
   <source>dashed: {day} (first)</source>
   <translation>gestrichelt: {day} (erster)</translation>
  </message>
  <message>
   <source>detectable from {least} on</source>
   <translation>nachweisbar ab {least}</translation>
  </message>
  <message>
   <source>devices ready</source>
   <translation>Geräte bereit</translation>
  </message>
  <message>
   <source>done</source>
   <translation>erledigt</translation>
  </message>
  <message>
   <source>down</source>
   <translation>ab</translation>
  </message>
  <message>
   <source>drag a mark to correct it; wheel, + and − zoom</source>
   <translation>eine Marke ziehen, um sie zu berichtigen; Rad, + und − zoomen</translation>
  </message>
  <message>
   <source>due: last {when}</source>
   <translation>fällig: zuletzt {when}</translation>
  </message>
  <message>
   <source>each foot from the middle of its own plate</source>
   <translation>jeder Fuß von der Mitte seiner eigenen Platte</translation>
  </message>
  <message>
   <source>each right effort moved to the onset of the left one; shaded: the difference</source>
   <translation>jeder rechte Versuch auf den Beginn des linken verschoben; schattiert: der Unterschied</translation>
  </message>
  <message>
   <source>earlier totals</source>
   <translation>frühere Summen</translation>
  </message>
  <message>
   <source>end</source>
   <translation>Ende</translation>
  </message>
  <message>
   <source>event</source>
   <translation>Ereignis</translation>
  </message>
  <message>
   <source>everything saved</source>
   <translation>alles gespeichert</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>nicht bestanden</translation>
  </message>
  <message>
   <source>failed, {when}</source>
   <translation>nicht bestanden, {when}</translation>
  </message>
  <message>
   <source>fault</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <source>female</source>
   <translation>weiblich</translation>
  </message>
  <message>
   <source>firmware {firmware}</source>
   <translation>Firmware {firmware}</translation>
  </message>
  <message>
   <source>first visit</source>
   <translation>erster Termin</translation>
  </message>
  <message>
   <source>flat: charge it</source>
   <translation>leer: laden</translation>
  </message>
  <message>
   <source>for example: Practice at the station</source>
   <translation>zum Beispiel: Praxis am Bahnhof</translation>
  </message>
  <message>
   <source>for example: Room 2</source>
   <translation>zum Beispiel: Raum 2</translation>
  </message>
  <message>
   <source>for example: after six weeks</source>
   <translation>zum Beispiel: nach sechs Wochen</translation>
  </message>
  <message>
   <source>for example: every second day</source>
   <translation>zum Beispiel: jeden zweiten Tag</translation>
  </message>
  <message>
   <source>for example: hip flexors loosened, 10 min</source>
   <translation>zum Beispiel: Hüftbeuger gelöst, 10 min</translation>
  </message>
  <message>
   <source>for example: low back pain</source>
   <translation>zum Beispiel: Kreuzschmerz</translation>
  </message>
  <message>
   <source>for the client</source>
   <translation>für den Klienten</translation>
  </message>
  <message>
   <source>for the therapist</source>
   <translation>für die Therapie</translation>
  </message>
  <message>
   <source>for {person}</source>
   <translation>für {person}</translation>
  </message>
  <message>
   <source>from {what}</source>
   <translation>aus {what}</translation>
  </message>
  <message>
   <source>front</source>
   <translation>vorn</translation>
  </message>
  <message>
   <source>height</source>
   <translation>Größe</translation>
  </message>
  <message>
   <source>held {seconds:.1f} s</source>
   <translation>{seconds:.1f} s gehalten</translation>
  </message>
  <message>
   <source>here now</source>
   <translation>jetzt hier</translation>
  </message>
  <message>
   <source>higher</source>
   <translation>höher</translation>
  </message>
  <message>
   <source>hold</source>
   <translation>halten</translation>
  </message>
  <message>
   <source>hold {seconds} s</source>
   <translation>{seconds} s halten</translation>
  </message>
  <message>
   <source>improved</source>
   <translation>verbessert</translation>
  </message>
  <message>
   <source>in one line</source>
   <translation>in einer Zeile</translation>
  </message>
  <message>
   <source>in the band {percent} %</source>
   <translation>im Band {percent} %</translation>
  </message>
  <message>
   <source>in use</source>
   <translation>in Gebrauch</translation>
  </message>
  <message>
   <source>kept</source>
   <translation>behalten</translation>
  </message>
  <message>
   <source>kept apart</source>
   <translation>getrennt aufbewahrt</translation>
  </message>
  <message>
   <source>kept today</source>
   <translation>heute behalten</translation>
  </message>
  <message>
   <source>kept with the result</source>
   <translation>mit dem Ergebnis aufbewahrt</translation>
  </message>
  <message>
   <source>key {key}</source>
   <translation>Taste {key}</translation>
  </message>
  <message>
   <source>kilogram-force</source>
   <translation>Kilogramm-Kraft</translation>
  </message>
  <message>
   <source>kilogram-force (kgf)</source>
   <translation>Kilogramm-Kraft (kgf)</translation>
  </message>
  <message>
   <source>known after half a minute</source>
   <translation>nach einer halben Minute bekannt</translation>
  </message>
  <message>
   <source>known to ± {spread:.0f} ms</source>
   <translation>auf ± {spread:.0f} ms bekannt</translation>
  </message>
  <message>
   <source>last seen {when}</source>
   <translation>zuletzt gesehen {when}</translation>
  </message>
  <message>
   <source>late</source>
   <translation>spät</translation>
  </message>
  <message>
   <source>left</source>
   <translation>links</translation>
  </message>
  <message>
   <source>left against right</source>
   <translation>links gegen rechts</translation>
  </message>
  <message>
   <source>left and right begin at no common mark, so they cannot be laid over each other</source>
   <translation>links und rechts beginnen an keiner gemeinsamen Marke, lassen sich also nicht übereinanderlegen</translation>
  </message>
  <message>
   <source>left and right exchanged</source>
   <translation>links und rechts vertauscht</translation>
  </message>
  <message>
   <source>left higher</source>
   <translation>links höher</translation>
  </message>
  <message>
   <source>left out</source>
   <translation>ausgelassen</translation>
  </message>
  <message>
   <source>left side involved</source>
   <translation>linke Seite betroffen</translation>
  </message>
  <message>
   <source>less is better</source>
   <translation>weniger ist besser</translation>
  </message>
  <message>
   <source>less than a day</source>
   <translation>weniger als ein Tag</translation>
  </message>
  <message>
   <source>level not measured</source>
   <translation>Höhe nicht gemessen</translation>
  </message>
  <message>
   <source>light: {others}</source>
   <translation>hell: {others}</translation>
  </message>
  <message>
   <source>limit</source>
   <translation>Grenze</translation>
  </message>
  <message>
   <source>limited</source>
   <translation>eingeschränkt</translation>
  </message>
  <message>
   <source>limited: {why}</source>
   <translation>eingeschränkt: {why}</translation>
  </message>
  <message>
   <source>lost, reconnecting</source>
   <translation>verloren, verbindet neu</translation>
  </message>
  <message>
   <source>low-pass {cutoff:.0f} Hz</source>
   <translation>Tiefpass {cutoff:.0f} Hz</translation>
  </message>
  <message>
   <source>lower</source>
   <translation>niedriger</translation>
  </message>
  <message>
   <source>male</source>
   <translation>männlich</translation>
  </message>
  <message>
   <source>mean of {count} trials</source>
   <translation>Mittel aus {count} Durchgängen</translation>
  </message>
  <message>
   <source>measured</source>
   <translation>gemessen</translation>
  </message>
  <message>
   <source>measurement error</source>
   <translation>Messfehler</translation>
  </message>
  <message>
   <source>message</source>
   <translation>Meldung</translation>
  </message>
  <message>
   <source>mm</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>more is better</source>
   <translation>mehr ist besser</translation>
  </message>
  <message>
   <source>moved by hand</source>
   <translation>von Hand verschoben</translation>
  </message>
  <message>
   <source>name of who examined</source>
   <translation>Name der prüfenden Person</translation>
  </message>
  <message>
   <source>neither</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>neither more nor less is better</source>
   <translation>weder mehr noch weniger ist besser</translation>
  </message>
  <message>
   <source>newtons</source>
   <translation>Newton</translation>
  </message>
  <message>
   <source>newtons (N)</source>
   <translation>Newton (N)</translation>
  </message>
  <message>
   <source>no data just now</source>
   <translation>gerade keine Daten</translation>
  </message>
  <message>
   <source>no device</source>
   <translation>kein Gerät</translation>
  </message>
  <message>
   <source>no measurements yet</source>
   <translation>noch keine Messungen</translation>
  </message>
  <message>
   <source>no number: {why}</source>
   <translation>kein Wert: {why}</translation>
  </message>
  <message>
   <source>no numbers</source>
   <translation>keine Werte</translation>
  </message>
  <message>
   <source>no side clearly higher</source>
   <translation>keine Seite eindeutig höher</translation>
  </message>
  <message>
   <source>no visit yet</source>
   <translation>noch kein Termin</translation>
  </message>
  <message>
   <source>nobody on the list</source>
   <translation>niemand auf der Liste</translation>
  </message>
  <message>
   <source>nobody wrote it down</source>
   <translation>niemand hat es aufgeschrieben</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>none seen; it does not count them</source>
   <translation>keine gesehen; es zählt sie nicht</translation>
  </message>
  <message>
   <source>none: no forces are shown</source>
   <translation>keine: Es werden keine Kräfte gezeigt</translation>
  </message>
  <message>
   <source>not comparable</source>
   <translation>nicht vergleichbar</translation>
  </message>
  <message>
   <source>not compared</source>
   <translation>nicht verglichen</translation>
  </message>
  <message>
   <source>not complete</source>
   <translation>unvollständig</translation>
  </message>
  <message>
   <source>not complete, {when}</source>
   <translation>unvollständig, {when}</translation>
  </message>
  <message>
   <source>not dated</source>
   <translation>ohne Datum</translation>
  </message>
  <message>
   <source>not dated, not verified</source>
   <translation>ohne Datum, nicht verifiziert</translation>
  </message>
  <message>
   <source>not decided</source>
   <translation>nicht entschieden</translation>
  </message>
  <message>
   <source>not done</source>
   <translation>nicht durchgeführt</translation>
  </message>
  <message>
   <source>not done here yet</source>
   <translation>hier noch nicht durchgeführt</translation>
  </message>
  <message>
   <source>not for this device</source>
   <translation>nicht für dieses Gerät</translation>
  </message>
  <message>
   <source>not judged</source>
   <translation>nicht beurteilt</translation>
  </message>
  <message>
   <source>not now</source>
   <translation>nicht jetzt</translation>
  </message>
  <message>
   <source>not reported</source>
   <translation>nicht gemeldet</translation>
  </message>
  <message>
   <source>not said</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>not shown</source>
   <translation>nicht gezeigt</translation>
  </message>
  <message>
   <source>not to be used</source>
   <translation>nicht zu verwenden</translation>
  </message>
  <message>
   <source>not verified here: verify it with masses</source>
   <translation>hier nicht verifiziert: mit Massen verifizieren</translation>
  </message>
  <message>
   <source>not with this record</source>
   <translation>nicht mit diesem Datensatz</translation>
  </message>
  <message>
   <source>not yet</source>
   <translation>noch nicht</translation>
  </message>
  <message>
   <source>not zeroed yet</source>
   <translation>noch nicht genullt</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>nothing could be measured</source>
   <translation>nichts ließ sich messen</translation>
  </message>
  <message>
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <source>of 1 push</source>
   <translation>von 1 Versuch</translation>
  </message>
  <message>
   <source>of 1 repetition</source>
   <translation>von 1 Wiederholung</translation>
  </message>
  <message>
   <source>of today</source>
   <translation>von heute</translation>
  </message>
  <message>
   <source>of {count}</source>
   <translation>von {count}</translation>
  </message>
  <message>
   <source>of {count} pushes</source>
   <translation>von {count} Versuchen</translation>
  </message>
  <message>
   <source>of {count} repetitions</source>
   <translation>von {count} Wiederholungen</translation>
  </message>
  <message>
   <source>of {count} shifts</source>
   <translation>von {count} Verlagerungen</translation>
  </message>
  <message>
   <source>of {seconds} s</source>
   <translation>von {seconds} s</translation>
  </message>
  <message>
   <source>of {seconds} s of rest</source>
   <translation>von {seconds} s Pause</translation>
  </message>
  <message>
   <source>once</source>
   <translation>einmal</translation>
  </message>
  <message>
   <source>one trial</source>
   <translation>ein Durchgang</translation>
  </message>
  <message>
   <source>one trial, {count} repetitions</source>
   <translation>ein Durchgang, {count} Wiederholungen</translation>
  </message>
  <message>
   <source>other</source>
   <translation>anderes</translation>
  </message>
  <message>
   <source>passed</source>
   <translation>bestanden</translation>
  </message>
  <message>
   <source>passed, {when}</source>
   <translation>bestanden, {when}</translation>
  </message>
  <message>
   <source>pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>pound-force</source>
   <translation>Pfund-Kraft</translation>
  </message>
  <message>
   <source>pound-force (lbf)</source>
   <translation>Pfund-Kraft (lbf)</translation>
  </message>
  <message>
   <source>practice</source>
   <translation>Übung</translation>
  </message>
  <message>
   <source>practice, does not count</source>
   <translation>Übung, zählt nicht</translation>
  </message>
  <message>
   <source>reading other trials …</source>
   <translation>liest andere Durchgänge …</translation>
  </message>
  <message>
   <source>reading the plates …</source>
   <translation>liest die Platten …</translation>
  </message>
  <message>
   <source>ready</source>
   <translation>bereit</translation>
  </message>
  <message>
   <source>ready, asleep</source>
   <translation>bereit, schläft</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>rejected: {why}</source>
   <translation>abgelehnt: {why}</translation>
  </message>
  <message>
   <source>remembered: {sides}</source>
   <translation>gemerkt: {sides}</translation>
  </message>
  <message>
   <source>repetitions</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <source>right</source>
   <translation>rechts</translation>
  </message>
  <message>
   <source>right higher</source>
   <translation>rechts höher</translation>
  </message>
  <message>
   <source>right side involved</source>
   <translation>rechte Seite betroffen</translation>
  </message>
  <message>
   <source>run {number}</source>
   <translation>Lauf {number}</translation>
  </message>
  <message>
   <source>running</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>s</source>
   <translation>s</translation>
  </message>
  <message>
   <source>said</source>
   <translation>angegeben</translation>
  </message>
  <message>
   <source>same pace, to {to} ms/min</source>
   <translation>gleicher Gang, auf {to} ms/min</translation>
  </message>
  <message>
   <source>samples are missing</source>
   <translation>Messwerte fehlen</translation>
  </message>
  <message>
   <source>see below</source>
   <translation>siehe unten</translation>
  </message>
  <message>
   <source>serial number {serial}</source>
   <translation>Seriennummer {serial}</translation>
  </message>
  <message>
   <source>shaded: the difference, in the colour of the higher side</source>
   <translation>schattiert: der Unterschied, in der Farbe der höheren Seite</translation>
  </message>
  <message>
   <source>shaded: within error</source>
   <translation>schattiert: im Messfehler</translation>
  </message>
  <message>
   <source>shown now</source>
   <translation>jetzt gezeigt</translation>
  </message>
  <message>
   <source>simulated</source>
   <translation>simuliert</translation>
  </message>
  <message>
   <source>simulated device</source>
   <translation>simuliertes Gerät</translation>
  </message>
  <message>
   <source>since {day}</source>
   <translation>seit {day}</translation>
  </message>
  <message>
   <source>starting</source>
   <translation>startet</translation>
  </message>
  <message>
   <source>stay</source>
   <translation>bleiben</translation>
  </message>
  <message>
   <source>still being measured</source>
   <translation>wird noch gemessen</translation>
  </message>
  <message>
   <source>streaming</source>
   <translation>sendet</translation>
  </message>
  <message>
   <source>tapped</source>
   <translation>angetippt</translation>
  </message>
  <message>
   <source>target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <source>the client</source>
   <translation>der Klient</translation>
  </message>
  <message>
   <source>the usual one of this user</source>
   <translation>der übliche dieses Benutzers</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>to come</source>
   <translation>kommt noch</translation>
  </message>
  <message>
   <source>to do</source>
   <translation>zu tun</translation>
  </message>
  <message>
   <source>trial {number}</source>
   <translation>Durchgang {number}</translation>
  </message>
  <message>
   <source>under way</source>
   <translation>läuft gerade</translation>
  </message>
  <message>
   <source>up</source>
   <translation>auf</translation>
  </message>
  <message>
   <source>valid</source>
   <translation>gültig</translation>
  </message>
  <message>
   <source>varies by {spread}, at most {limit}</source>
   <translation>schwankt um {spread}, höchstens {limit}</translation>
  </message>
  <message>
   <source>visit {number}</source>
   <translation>Termin {number}</translation>
  </message>
  <message>
   <source>warning</source>
   <translation>Warnung</translation>
  </message>
  <message>
   <source>what was done was not written down</source>
   <translation>was getan wurde, ist nicht aufgeschrieben</translation>
  </message>
  <message>
   <source>whole body</source>
   <translation>ganzer Körper</translation>
  </message>
  <message>
   <source>within error</source>
   <translation>im Messfehler</translation>
  </message>
  <message>
   <source>within {percent} %, {when}</source>
   <translation>innerhalb {percent} %, {when}</translation>
  </message>
  <message>
   <source>working it out …</source>
   <translation>wird berechnet …</translation>
  </message>
  <message>
   <source>worse</source>
   <translation>schlechter</translation>
  </message>
  <message>
   <source>your best</source>
   <translation>Ihr Bestwert</translation>
  </message>
  <message>
   <source>zeroed a few seconds ago</source>
   <translation>vor einigen Sekunden genullt</translation>
  </message>
  <message>
   <source>zeroed just now</source>
   <translation>gerade genullt</translation>
  </message>
  <message>
   <source>zeroed {minutes} min ago</source>
   <translation>vor {minutes} min genullt</translation>
  </message>
  <message>
   <source>zeroed {seconds} s ago</source>
   <translation>vor {seconds} s genullt</translation>
  </message>
  <message>
   <source>{age} old</source>
   <translation>{age} alt</translation>
  </message>
  <message>
   <source>{age} old: have it renewed</source>
   <translation>{age} alt: erneuern lassen</translation>
  </message>
  <message>
   <source>{amount} since {day}</source>
   <translation>{amount} seit {day}</translation>
  </message>
  <message>
   <source>{amount} since {day}, more than the detectable {limit}</source>
   <translation>{amount} seit {day}, mehr als die nachweisbaren {limit}</translation>
  </message>
  <message>
   <source>{amount} since {day}, within the detectable {limit}</source>
   <translation>{amount} seit {day}, innerhalb der nachweisbaren {limit}</translation>
  </message>
  <message>
   <source>{amount} since {day}; nobody knows how much would be a change</source>
   <translation>{amount} seit {day}; niemand weiß, wie viel eine Veränderung wäre</translation>
  </message>
  <message>
   <source>{amount}: {word}</source>
   <translation>{amount}: {word}</translation>
  </message>
  <message>
   <source>{at} · {title}: {values}</source>
   <translation>{at} · {title}: {values}</translation>
  </message>
  <message>
   <source>{before} before, {after} now: {word}</source>
   <translation>{before} zuvor, {after} jetzt: {word}</translation>
  </message>
  <message>
   <source>{cause}; with it {others}</source>
   <translation>{cause}; damit auch {others}</translation>
  </message>
  <message>
   <source>{charge:.0f} %</source>
   <translation>{charge:.0f} %</translation>
  </message>
  <message>
   <source>{cm:.0f} cm</source>
   <translation>{cm:.0f} cm</translation>
  </message>
  <message>
   <source>{count} damaged</source>
   <translation>{count} beschädigt</translation>
  </message>
  <message>
   <source>{count} devices need attention</source>
   <translation>{count} Geräte brauchen Aufmerksamkeit</translation>
  </message>
  <message>
   <source>{count} in use · all checked today</source>
   <translation>{count} in Gebrauch · alle heute geprüft</translation>
  </message>
  <message>
   <source>{count} in use · {name} was not checked today</source>
   <translation>{count} in Gebrauch · {name} wurde heute nicht geprüft</translation>
  </message>
  <message>
   <source>{count} lost</source>
   <translation>{count} verloren</translation>
  </message>
  <message>
   <source>{count} more</source>
   <translation>{count} weitere</translation>
  </message>
  <message>
   <source>{count} need other devices</source>
   <translation>{count} brauchen andere Geräte</translation>
  </message>
  <message>
   <source>{count} not decided</source>
   <translation>{count} nicht entschieden</translation>
  </message>
  <message>
   <source>{count} not numbers</source>
   <translation>{count} keine Zahlen</translation>
  </message>
  <message>
   <source>{count} of {all} tests · Enter starts the first · Esc shows all</source>
   <translation>{count} von {all} Tests · Enter startet den ersten · Esc zeigt alle</translation>
  </message>
  <message>
   <source>{count} packets damaged</source>
   <translation>{count} Pakete beschädigt</translation>
  </message>
  <message>
   <source>{count} people today</source>
   <translation>{count} Personen heute</translation>
  </message>
  <message>
   <source>{count} samples were no numbers; they count as missing.</source>
   <translation>{count} Messwerte waren keine Zahlen; sie gelten als fehlend.</translation>
  </message>
  <message>
   <source>{count} tests</source>
   <translation>{count} Tests</translation>
  </message>
  <message>
   <source>{count} times</source>
   <translation>{count} Mal</translation>
  </message>
  <message>
   <source>{count} trials</source>
   <translation>{count} Durchgänge</translation>
  </message>
  <message>
   <source>{count} trials to recover</source>
   <translation>{count} Durchgänge zu retten</translation>
  </message>
  <message>
   <source>{count} trials today</source>
   <translation>{count} Durchgänge heute</translation>
  </message>
  <message>
   <source>{count} visits</source>
   <translation>{count} Termine</translation>
  </message>
  <message>
   <source>{count} visits, the last on {day}</source>
   <translation>{count} Termine, der letzte am {day}</translation>
  </message>
  <message>
   <source>{count} {word}</source>
   <translation>{count} {word}</translation>
  </message>
  <message>
   <source>{date} {year}</source>
   <translation>{date} {year}</translation>
  </message>
  <message>
   <source>{date} · visit {number}</source>
   <translation>{date} · Termin {number}</translation>
  </message>
  <message>
   <source>{days} days</source>
   <translation>{days} Tage</translation>
  </message>
  <message>
   <source>{day} {month}</source>
   <translation>{day}. {month}</translation>
  </message>
  <message>
   <source>{day} {month} {year}</source>
   <translation>{day}. {month} {year}</translation>
  </message>
  <message>
   <source>{day}, {count} visits</source>
   <translation>{day}, {count} Termine</translation>
  </message>
  <message>
   <source>{day}: {what}</source>
   <translation>{day}: {what}</translation>
  </message>
  <message>
   <source>{devices}. Not all of them are ready yet: see above what each one says.</source>
   <translation>{devices}. Noch sind nicht alle bereit: oben steht, was jedes meldet.</translation>
  </message>
  <message>
   <source>{devices}: connected and ready.</source>
   <translation>{devices}: verbunden und bereit.</translation>
  </message>
  <message>
   <source>{device} (left)</source>
   <translation>{device} (links)</translation>
  </message>
  <message>
   <source>{device} (right)</source>
   <translation>{device} (rechts)</translation>
  </message>
  <message>
   <source>{done} results within their limits, {undone} not done.</source>
   <translation>{done} Ergebnisse innerhalb ihrer Grenzen, {undone} nicht durchgeführt.</translation>
  </message>
  <message>
   <source>{failed} of {all} results are outside their limits.</source>
   <translation>{failed} von {all} Ergebnissen liegen außerhalb ihrer Grenzen.</translation>
  </message>
  <message>
   <source>{force:.0f} N a side</source>
   <translation>{force:.0f} N je Seite</translation>
  </message>
  <message>
   <source>{force} N</source>
   <translation>{force} N</translation>
  </message>
  <message>
   <source>{id}, version {version}</source>
   <translation>{id}, Version {version}</translation>
  </message>
  <message>
   <source>{known}, of today</source>
   <translation>{known}, von heute</translation>
  </message>
  <message>
   <source>{known}, {age} old</source>
   <translation>{known}, {age} alt</translation>
  </message>
  <message>
   <source>{label} (key {key})</source>
   <translation>{label} (Taste {key})</translation>
  </message>
  <message>
   <source>{level} {unit}</source>
   <translation>{level} {unit}</translation>
  </message>
  <message>
   <source>{lost:,} lost</source>
   <translation>{lost:,} verloren</translation>
  </message>
  <message>
   <source>{low} to {high}</source>
   <translation>{low} bis {high}</translation>
  </message>
  <message>
   <source>{low} to {high} {unit}</source>
   <translation>{low} bis {high} {unit}</translation>
  </message>
  <message>
   <source>{made}, by {who}</source>
   <translation>{made}, von {who}</translation>
  </message>
  <message>
   <source>{mark} at {seconds:.3f} s</source>
   <translation>{mark} bei {seconds:.3f} s</translation>
  </message>
  <message>
   <source>{mark} from {before:.3f} to {after:.3f} s</source>
   <translation>{mark} von {before:.3f} auf {after:.3f} s</translation>
  </message>
  <message>
   <source>{mark} {seconds:.3f} s</source>
   <translation>{mark} {seconds:.3f} s</translation>
  </message>
  <message>
   <source>{mark} · moved</source>
   <translation>{mark} · verschoben</translation>
  </message>
  <message>
   <source>{mark}; arrow keys move it</source>
   <translation>{mark}; Pfeiltasten verschieben sie</translation>
  </message>
  <message>
   <source>{mass:g} kg</source>
   <translation>{mass:g} kg</translation>
  </message>
  <message>
   <source>{masses} kg</source>
   <translation>{masses} kg</translation>
  </message>
  <message>
   <source>{mass} ± {spread} kg, given {day}</source>
   <translation>{mass} ± {spread} kg, angegeben {day}</translation>
  </message>
  <message>
   <source>{mass} ± {spread} kg, weighed {day}</source>
   <translation>{mass} ± {spread} kg, gewogen {day}</translation>
  </message>
  <message>
   <source>{measure} · limited</source>
   <translation>{measure} · eingeschränkt</translation>
  </message>
  <message>
   <source>{measure} · one trial</source>
   <translation>{measure} · ein Durchgang</translation>
  </message>
  <message>
   <source>{measure}, mean of the usable repetitions</source>
   <translation>{measure}, Mittel der brauchbaren Wiederholungen</translation>
  </message>
  <message>
   <source>{measure}, mean of {count} repetitions</source>
   <translation>{measure}, Mittel aus {count} Wiederholungen</translation>
  </message>
  <message>
   <source>{measure}, mean of {left} left and {right} right</source>
   <translation>{measure}, Mittel von {left} links und {right} rechts</translation>
  </message>
  <message>
   <source>{measure}, one repetition</source>
   <translation>{measure}, eine Wiederholung</translation>
  </message>
  <message>
   <source>{missing} of {count} cannot be done with the devices at hand</source>
   <translation>Mit den vorhandenen Geräten nicht möglich: {missing} von {count}</translation>
  </message>
  <message>
   <source>{missing}. A loss shows by this computer's clock, if at all.</source>
   <translation>{missing}. Ein Verlust zeigt sich, wenn überhaupt, an der Uhr dieses Computers.</translation>
  </message>
  <message>
   <source>{months} months</source>
   <translation>{months} Monate</translation>
  </message>
  <message>
   <source>{names}: look below for what to do.</source>
   <translation>{names}: unten steht, was zu tun ist.</translation>
  </message>
  <message>
   <source>{name} · {code}</source>
   <translation>{name} · {code}</translation>
  </message>
  <message>
   <source>{name}, serial number {serial}</source>
   <translation>{name}, Seriennummer {serial}</translation>
  </message>
  <message>
   <source>{note}
Every device has a clock of its own. So well they are known against each other: moments on the left and on the right are compared where that is 5 ms or better. Force and symmetry of peaks need no common clock.</source>
   <translation>{note}
Jedes Gerät hat eine eigene Uhr. So gut sind sie gegeneinander bekannt: Momente links und rechts werden verglichen, wo das 5 ms oder besser ist. Kraft und Symmetrie von Spitzen brauchen keine gemeinsame Uhr.</translation>
  </message>
  <message>
   <source>{note}: samples of all devices that did not arrive.</source>
   <translation>{note}: Messwerte aller Geräte, die nicht ankamen.</translation>
  </message>
  <message>
   <source>{note}: samples of all devices that did not arrive. Devices that do not number their samples cannot tell.</source>
   <translation>{note}: Messwerte aller Geräte, die nicht ankamen. Geräte, die ihre Messwerte nicht nummerieren, können es nicht sagen.</translation>
  </message>
  <message>
   <source>{number}</source>
   <translation>{number}</translation>
  </message>
  <message>
   <source>{number}  {step}</source>
   <translation>{number}  {step}</translation>
  </message>
  <message>
   <source>{number} practice</source>
   <translation>{number} Übung</translation>
  </message>
  <message>
   <source>{number}: {choice}. {means}</source>
   <translation>{number}: {choice}. {means}</translation>
  </message>
  <message>
   <source>{n} visits, last {day}</source>
   <translation>{n} Termine, zuletzt {day}</translation>
  </message>
  <message>
   <source>{off} ± {to} ms/min fast</source>
   <translation>geht {off} ± {to} ms/min vor</translation>
  </message>
  <message>
   <source>{off} ± {to} ms/min slow</source>
   <translation>geht {off} ± {to} ms/min nach</translation>
  </message>
  <message>
   <source>{part:.0f} % measured</source>
   <translation>{part:.0f} % gemessen</translation>
  </message>
  <message>
   <source>{percent:.0f} %</source>
   <translation>{percent:.0f} %</translation>
  </message>
  <message>
   <source>{percent:.0f} % of the time in the band</source>
   <translation>{percent:.0f} % der Zeit im Band</translation>
  </message>
  <message>
   <source>{percent} %</source>
   <translation>{percent} %</translation>
  </message>
  <message>
   <source>{person} · visit {number} of {count}, {date} · {reader}</source>
   <translation>{person} · Termin {number} von {count}, {date} · {reader}</translation>
  </message>
  <message>
   <source>{person}. Side, sex, height and more can be added on the person's page.</source>
   <translation>{person}. Seite, Geschlecht, Größe und mehr lassen sich auf der Seite der Person ergänzen.</translation>
  </message>
  <message>
   <source>{person}: {problem}</source>
   <translation>{person}: {problem}</translation>
  </message>
  <message>
   <source>{phase} {left} : {right}</source>
   <translation>{phase} {left} : {right}</translation>
  </message>
  <message>
   <source>{program}: {name}</source>
   <translation>{program}: {name}</translation>
  </message>
  <message>
   <source>{rate:.0f} Hz</source>
   <translation>{rate:.0f} Hz</translation>
  </message>
  <message>
   <source>{rate:.0f} of {promised:.0f} Hz</source>
   <translation>{rate:.0f} von {promised:.0f} Hz</translation>
  </message>
  <message>
   <source>{run}, {when}: {numbers}</source>
   <translation>{run}, {when}: {numbers}</translation>
  </message>
  <message>
   <source>{seconds:.0f} s left</source>
   <translation>noch {seconds:.0f} s</translation>
  </message>
  <message>
   <source>{seconds:.1f} s behind</source>
   <translation>{seconds:.1f} s zurück</translation>
  </message>
  <message>
   <source>{seconds:.6g} s</source>
   <translation>{seconds:.6g} s</translation>
  </message>
  <message>
   <source>{share:.0f} % of {promised:.0f} Hz</source>
   <translation>{share:.0f} % von {promised:.0f} Hz</translation>
  </message>
  <message>
   <source>{sides}: {reason}</source>
   <translation>{sides}: {reason}</translation>
  </message>
  <message>
   <source>{side} involved</source>
   <translation>{side} betroffen</translation>
  </message>
  <message>
   <source>{side}: {values} {unit}</source>
   <translation>{side}: {values} {unit}</translation>
  </message>
  <message>
   <source>{slope} ± {known} N a month</source>
   <translation>{slope} ± {known} N je Monat</translation>
  </message>
  <message>
   <source>{temperature:.0f} °C</source>
   <translation>{temperature:.0f} °C</translation>
  </message>
  <message>
   <source>{test} · {state}</source>
   <translation>{test} · {state}</translation>
  </message>
  <message>
   <source>{test}, trial {number} of {count}</source>
   <translation>{test}, Durchgang {number} von {count}</translation>
  </message>
  <message>
   <source>{test}, {side}</source>
   <translation>{test}, {side}</translation>
  </message>
  <message>
   <source>{test}: {measure}, {change}</source>
   <translation>{test}: {measure}, {change}</translation>
  </message>
  <message>
   <source>{test}: {values}, {state}</source>
   <translation>{test}: {values}, {state}</translation>
  </message>
  <message>
   <source>{times}×</source>
   <translation>{times}×</translation>
  </message>
  <message>
   <source>{time} {what}</source>
   <translation>{time} {what}</translation>
  </message>
  <message>
   <source>{title} ({key})</source>
   <translation>{title} ({key})</translation>
  </message>
  <message>
   <source>{title} is done.</source>
   <translation>{title} ist erledigt.</translation>
  </message>
  <message>
   <source>{title}, {when}</source>
   <translation>{title}, {when}</translation>
  </message>
  <message>
   <source>{unit} · seconds from the start</source>
   <translation>{unit} · Sekunden ab Beginn</translation>
  </message>
  <message>
   <source>{unit} · seconds from the start · a mark can be dragged</source>
   <translation>{unit} · Sekunden ab Start · eine Marke lässt sich ziehen</translation>
  </message>
  <message>
   <source>{unit} · {carried}</source>
   <translation>{unit} · {carried}</translation>
  </message>
  <message>
   <source>{unit} · {zeroed}</source>
   <translation>{unit} · {zeroed}</translation>
  </message>
  <message>
   <source>{value} points</source>
   <translation>{value} Punkte</translation>
  </message>
  <message>
   <source>{visits} · {day}</source>
   <translation>{visits} · {day}</translation>
  </message>
  <message>
   <source>{volts:.2f} V</source>
   <translation>{volts:.2f} V</translation>
  </message>
  <message>
   <source>{weekday}, {day} {month}</source>
   <translation>{weekday}, {day}. {month}</translation>
  </message>
  <message>
   <source>{what}: {person}</source>
   <translation>{what}: {person}</translation>
  </message>
  <message>
   <source>{which} · aligned at {moment}</source>
   <translation>{which} · abgeglichen auf {moment}</translation>
  </message>
  <message>
   <source>{words} Simulated hands do it by themselves.</source>
   <translation>{words} Simulierte Hände tun es von selbst.</translation>
  </message>
  <message>
   <source>{words} The trials vary by more than 10 %: one more?</source>
   <translation>{words} Die Durchgänge schwanken um mehr als 10 %: noch einer?</translation>
  </message>
  <message>
   <source>{words}, {corrupt} damaged</source>
   <translation>{words}, {corrupt} beschädigt</translation>
  </message>
  <message>
   <source>{words}, {share:.1f} % now</source>
   <translation>{words}, {share:.1f} % jetzt</translation>
  </message>
  <message>
   <source>{word}, within {percent} %</source>
   <translation>{word}, innerhalb {percent} %</translation>
  </message>
  <message>
   <source>{year} (about {age} years)</source>
   <translation>{year} (etwa {age} Jahre)</translation>
  </message>
  <message>
   <source>± {percent} %</source>
   <translation>± {percent} %</translation>
  </message>
  <message>
   <source>± {percent} % of a force</source>
   <translation>± {percent} % einer Kraft</translation>
  </message>
  <message>
   <source>× {title}</source>
   <translation>× {title}</translation>
  </message>
  <message>
   <source>“{test}” of {person} is not finished. Receiving {other} leaves it; what runs is not kept.</source>
   <translation>„{test}“ von {person} ist nicht beendet. {other} zu empfangen verlässt ihn; was läuft, wird nicht behalten.</translation>
  </message>
  <message>
   <source>“{time}” is no time. Write it as 9:30 or 14.</source>
   <translation>„{time}“ ist keine Uhrzeit. Als 9:30 oder 14 schreiben.</translation>
  </message>
  <message>
   <source>“{typed}” is no day. Write it as 1971-05-06.</source>
   <translation>„{typed}“ ist kein Datum. Als 1971-05-06 schreiben.</translation>
  </message>
  <message>
   <source>“{typed}” is no day. Write it as 2026-03-04.</source>
   <translation>„{typed}“ ist kein Datum. Als 2026-03-04 schreiben.</translation>
  </message>
  <message>
   <source>“{typed}” is no time. Write it as 9:30, or leave it empty for now.</source>
   <translation>„{typed}“ ist keine Uhrzeit. Als 9:30 schreiben, oder das Feld für jetzt leer lassen.</translation>
  </message>
  <message>
   <source>↓ {count} more below</source>
   <translation>↓ {count} weitere unten</translation>
  </message>
  <message>
   <source>−{seconds} s</source>
   <translation>−{seconds} s</translation>
  </message>
  <message>
   <source>✓ Checked {time}</source>
   <translation>✓ Geprüft {time}</translation>
  </message>
 </context>
 <context>
  <name>station</name>
  <message>
   <source>"start at 10 %", "ramp to 30 % in 4 s", "hold 8 s", "step to 20 %, hold 5 s" or "wave by 10 % for 12 s, 4 s each"</source>
   <translation>"start at 10 %", "ramp to 30 % in 4 s", "hold 8 s", "step to 20 %, hold 5 s" oder "wave by 10 % for 12 s, 4 s each"</translation>
  </message>
  <message>
   <source>% of body weight</source>
   <translation>% des Körpergewichts</translation>
  </message>
  <message>
   <source>% of own beginning</source>
   <translation>% des eigenen Anfangs</translation>
  </message>
  <message>
   <source>% of own maximum</source>
   <translation>% des eigenen Maximums</translation>
  </message>
  <message>
   <source>% or the metric's own unit</source>
   <translation>% oder die Einheit der Messgröße</translation>
  </message>
  <message>
   <source>(F(onset + {} ms) - {}) / {} ms; {}</source>
   <translation>(F(Beginn + {} ms) - {}) / {} ms; {}</translation>
  </message>
  <message>
   <source>(at end of document)</source>
   <translation>(am Ende der Datei)</translation>
  </message>
  <message>
   <source>(g t^2 / 8) / contact time</source>
   <translation>(g t^2 / 8) / Kontaktzeit</translation>
  </message>
  <message>
   <source>(left {} %, right {} %)</source>
   <translation>(links {} %, rechts {} %)</translation>
  </message>
  <message>
   <source>(v^2 / 2g) / contact time, v by the impulse of the landing; not Hawkin's RSI, a quotient of times</source>
   <translation>(v^2 / 2g) / Kontaktzeit, v aus dem Landeimpuls; nicht Hawkins RSI, ein Quotient von Zeiten</translation>
  </message>
  <message>
   <source>, calibrated {}</source>
   <translation>, kalibriert {}</translation>
  </message>
  <message>
   <source>, due again</source>
   <translation>, wieder fällig</translation>
  </message>
  <message>
   <source>, last seen {}</source>
   <translation>, zuletzt gesehen {}</translation>
  </message>
  <message>
   <source>, limits {}</source>
   <translation>, Grenzen {}</translation>
  </message>
  <message>
   <source>, not still yet</source>
   <translation>, noch nicht ruhig</translation>
  </message>
  <message>
   <source>, not verified</source>
   <translation>, nicht verifiziert</translation>
  </message>
  <message>
   <source>, {} of them with other numbers; {}.</source>
   <translation>, davon {} mit anderen Werten; {}.</translation>
  </message>
  <message>
   <source>0 or more, and below target.high</source>
   <translation>0 oder mehr und unter target.high</translation>
  </message>
  <message>
   <source>0 to 3600 seconds</source>
   <translation>0 bis 3600 Sekunden</translation>
  </message>
  <message>
   <source>0 to 60 seconds</source>
   <translation>0 bis 60 Sekunden</translation>
  </message>
  <message>
   <source>0.02 to 1.5 metres</source>
   <translation>0,02 bis 1,5 Meter</translation>
  </message>
  <message>
   <source>0.05 to 2 metres</source>
   <translation>0,05 bis 2 Meter</translation>
  </message>
  <message>
   <source>0.5 to 20 seconds</source>
   <translation>0,5 bis 20 Sekunden</translation>
  </message>
  <message>
   <source>0.5 to 30 seconds</source>
   <translation>0,5 bis 30 Sekunden</translation>
  </message>
  <message>
   <source>0.6 (peak - rest) / (t80 - t20); {}</source>
   <translation>0.6 (Spitze - Ruhe) / (t80 - t20); {}</translation>
  </message>
  <message>
   <source>1 for a hold, a jump or a stance</source>
   <translation>1 bei einem Halten, einem Sprung oder einem Stand</translation>
  </message>
  <message>
   <source>1 or more</source>
   <translation>1 oder mehr</translation>
  </message>
  <message>
   <source>1 sample lost</source>
   <translation>1 Messwert verloren</translation>
  </message>
  <message>
   <source>1 to 240 minutes</source>
   <translation>1 bis 240 Minuten</translation>
  </message>
  <message>
   <source>1 to 60 seconds</source>
   <translation>1 bis 60 Sekunden</translation>
  </message>
  <message>
   <source>1 to {} tests</source>
   <translation>1 bis {} Tests</translation>
  </message>
  <message>
   <source>1 to {} tests, each once</source>
   <translation>1 bis {} Tests, jeder einmal</translation>
  </message>
  <message>
   <source>10 % of the way until the share enters the band</source>
   <translation>10 % des Wegs, bis der Anteil in das Band kommt</translation>
  </message>
  <message>
   <source>10 to 90 % of the rise</source>
   <translation>10 bis 90 % des Anstiegs</translation>
  </message>
  <message>
   <source>10 to 90 % of the rise of load</source>
   <translation>10 bis 90 % des Lastanstiegs</translation>
  </message>
  <message>
   <source>100 (45 deg - arctan(L / R)) / 90 deg</source>
   <translation>100 (45 Grad - arctan(L / R)) / 90 Grad</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R)</source>
   <translation>100 (R - L) / max(L, R)</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the critical forces</source>
   <translation>100 (R - L) / max(L, R) der kritischen Kräfte</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the mean forces</source>
   <translation>100 (R - L) / max(L, R) der mittleren Kräfte</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the mean forces of the repetitions</source>
   <translation>100 (R - L) / max(L, R) der mittleren Kräfte der Wiederholungen</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the mean forces over the whole test</source>
   <translation>100 (R - L) / max(L, R) der mittleren Kräfte über den ganzen Test</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the means</source>
   <translation>100 (R - L) / max(L, R) der Mittel</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the means of the repetitions</source>
   <translation>100 (R - L) / max(L, R) der Mittel der Wiederholungen</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R) of the shares held on each side</source>
   <translation>100 (R - L) / max(L, R) der auf jeder Seite gehaltenen Anteile</translation>
  </message>
  <message>
   <source>100 (R - L) / max(L, R), mean force over the whole test</source>
   <translation>100 (R - L) / max(L, R), mittlere Kraft über den ganzen Test</translation>
  </message>
  <message>
   <source>100 (high - low) / (high + low)</source>
   <translation>100 (hoch - niedrig) / (hoch + niedrig)</translation>
  </message>
  <message>
   <source>100 (mean of the last w - mean of the first w) / mean of the first w; w is with the value</source>
   <translation>100 (Mittel der letzten w - Mittel der ersten w) / Mittel der ersten w; w steht beim Wert</translation>
  </message>
  <message>
   <source>100 - root mean square of force minus path, in % of the mean path; at least 0</source>
   <translation>100 - quadratisches Mittel von Kraft minus Pfad, in % des mittleren Pfads; mindestens 0</translation>
  </message>
  <message>
   <source>100 integral of foot / integral of both, greatest downward speed to lowest point</source>
   <translation>100 Integral des Fußes / Integral beider, größte Abwärtsgeschwindigkeit bis tiefster Punkt</translation>
  </message>
  <message>
   <source>100 integral of foot / integral of both, landing to lowest point after it</source>
   <translation>100 Integral des Fußes / Integral beider, Landung bis zum tiefsten Punkt danach</translation>
  </message>
  <message>
   <source>100 integral of foot / integral of both, lowest point to take-off</source>
   <translation>100 Integral des Fußes / Integral beider, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>100 integral of foot / integral of both, onset to greatest downward speed</source>
   <translation>100 Integral des Fußes / Integral beider, Beginn bis größte Abwärtsgeschwindigkeit</translation>
  </message>
  <message>
   <source>2 SD between repetitions</source>
   <translation>2 SD zwischen Wiederholungen</translation>
  </message>
  <message>
   <source>2 SD of 5 s blocks, or of two halves of a shorter hold</source>
   <translation>2 SD von 5-s-Blöcken oder von zwei Hälften eines kürzeren Haltens</translation>
  </message>
  <message>
   <source>20 to 1000 newtons</source>
   <translation>20 bis 1000 Newton</translation>
  </message>
  <message>
   <source>90 to 10 % of the rise</source>
   <translation>90 bis 10 % des Anstiegs</translation>
  </message>
  <message>
   <source>90 to 10 % of the rise of load</source>
   <translation>90 bis 10 % des Lastanstiegs</translation>
  </message>
  <message>
   <source>95 % of the power of both axes</source>
   <translation>95 % der Leistung beider Achsen</translation>
  </message>
  <message>
   <source>95 % power frequency</source>
   <translation>Frequenz bei 95 % der Leistung</translation>
  </message>
  <message>
   <source>: one more?</source>
   <translation>: noch einer?</translation>
  </message>
  <message>
   <source>: weigh again</source>
   <translation>: erneut wiegen</translation>
  </message>
  <message>
   <source>; 10 Hz low-pass</source>
   <translation>; Tiefpass 10 Hz</translation>
  </message>
  <message>
   <source>; Welch, Hann, halves of the record</source>
   <translation>; Welch, Hann, Hälften der Aufnahme</translation>
  </message>
  <message>
   <source>; did you mean `{}`?</source>
   <translation>; gemeint `{}`?</translation>
  </message>
  <message>
   <source>; forces told by {} {}</source>
   <translation>; Kräfte mitgeteilt von {} {}</translation>
  </message>
  <message>
   <source>; the strongest of each is compared</source>
   <translation>; der jeweils stärkste wird verglichen</translation>
  </message>
  <message>
   <source>; the {} strongest of each are compared</source>
   <translation>; die jeweils {} stärksten werden verglichen</translation>
  </message>
  <message>
   <source>; {} not asked for</source>
   <translation>; {} nicht verlangt</translation>
  </message>
  <message>
   <source>; {} not done</source>
   <translation>; {} nicht durchgeführt</translation>
  </message>
  <message>
   <source>A Frez Dyno does not know its own factor. Ask the maker for the kilograms of one count of this serial number and write them into the record as gain, times 9.80665; or find the gain by hanging known masses on it.</source>
   <translation>Ein Frez Dyno kennt seinen eigenen Faktor nicht. Den Hersteller nach den Kilogramm je Zählschritt dieser Seriennummer fragen und sie, mal 9,80665, als gain in den Datensatz schreiben; oder den Faktor mit angehängten bekannten Massen bestimmen.</translation>
  </message>
  <message>
   <source>A birth date lies between 1890 and today, not {}.</source>
   <translation>Ein Geburtsdatum liegt zwischen 1890 und heute, nicht {}.</translation>
  </message>
  <message>
   <source>A body mass can be from {} to {} kg, not {}.</source>
   <translation>Eine Körpermasse kann {} bis {} kg sein, nicht {}.</translation>
  </message>
  <message>
   <source>A body mass of {} kg cannot be known to ± {} kg.</source>
   <translation>Eine Körpermasse von {} kg kann nicht auf ± {} kg bekannt sein.</translation>
  </message>
  <message>
   <source>A calibration record</source>
   <translation>Ein Kalibrierdatensatz</translation>
  </message>
  <message>
   <source>A code needs 1 to {} visible characters, for example A-104.</source>
   <translation>Ein Code braucht 1 bis {} sichtbare Zeichen, zum Beispiel A-104.</translation>
  </message>
  <message>
   <source>A command could not be sent</source>
   <translation>Ein Befehl ließ sich nicht senden</translation>
  </message>
  <message>
   <source>A computation of a trial</source>
   <translation>Eine Berechnung eines Durchgangs</translation>
  </message>
  <message>
   <source>A converter in the plates does not work. Switch them off and on; if it stays, have them repaired.</source>
   <translation>Ein Wandler in den Platten arbeitet nicht. Aus- und wieder einschalten; bleibt es, sie reparieren lassen.</translation>
  </message>
  <message>
   <source>A device ended</source>
   <translation>Ein Gerät beendete</translation>
  </message>
  <message>
   <source>A device is being examined. Finish that or stop it, then change the devices.</source>
   <translation>Ein Gerät wird gerade geprüft. Das beenden oder abbrechen, dann die Geräte ändern.</translation>
  </message>
  <message>
   <source>A device sends fewer than {} samples a second, too few to be aligned by a tap.</source>
   <translation>Ein Gerät sendet weniger als {} Messwerte je Sekunde, zu wenige zum Abgleichen durch Antippen.</translation>
  </message>
  <message>
   <source>A device without a serial number cannot be told from another one, so it is not remembered.</source>
   <translation>Ein Gerät ohne Seriennummer lässt sich nicht von einem anderen unterscheiden; darum wird es nicht gemerkt.</translation>
  </message>
  <message>
   <source>A dose</source>
   <translation>Eine Dosis</translation>
  </message>
  <message>
   <source>A fault in this program ({}).</source>
   <translation>Ein Fehler in diesem Programm ({}).</translation>
  </message>
  <message>
   <source>A hold counts up to here; of anything else, what is missing is missing, and the numbers are limited.</source>
   <translation>Ein Halten zählt bis hierher; bei allem anderen fehlt, was fehlt, und die Werte sind eingeschränkt.</translation>
  </message>
  <message>
   <source>A hold counts up to here; other numbers are limited.</source>
   <translation>Ein Halten zählt bis hierher; andere Werte sind eingeschränkt.</translation>
  </message>
  <message>
   <source>A hold lasts up to {} s, not {}.</source>
   <translation>Ein Halten dauert bis zu {} s, nicht {}.</translation>
  </message>
  <message>
   <source>A hole in the curve, counted in the strip; numbers that need the missing samples say so.</source>
   <translation>Eine Lücke in der Kurve, in der Leiste gezählt; Werte, die die fehlenden Messwerte brauchen, sagen es.</translation>
  </message>
  <message>
   <source>A known mass</source>
   <translation>Eine bekannte Masse</translation>
  </message>
  <message>
   <source>A lever arm can be from {} to {} cm, not {} cm. Measure from the joint to the middle of the device.</source>
   <translation>Ein Hebelarm kann {} bis {} cm lang sein, nicht {} cm. Vom Gelenk bis zur Mitte des Geräts messen.</translation>
  </message>
  <message>
   <source>A little less.</source>
   <translation>Etwas weniger.</translation>
  </message>
  <message>
   <source>A little more.</source>
   <translation>Etwas mehr.</translation>
  </message>
  <message>
   <source>A person</source>
   <translation>Eine Person</translation>
  </message>
  <message>
   <source>A proof</source>
   <translation>Ein Nachweis</translation>
  </message>
  <message>
   <source>A reading is dated by the computer that asks for it: there is no other clock to hold against this one.</source>
   <translation>Ein Wert erhält seine Zeit von dem Computer, der danach fragt: Es gibt keine andere Uhr, die man daran halten könnte.</translation>
  </message>
  <message>
   <source>A report speaks {}, not {}.</source>
   <translation>Ein Bericht spricht {}, nicht {}.</translation>
  </message>
  <message>
   <source>A sensor sends values that are not numbers. Check the device, then zero.</source>
   <translation>Ein Sensor sendet Werte, die keine Zahlen sind. Das Gerät prüfen, dann nullen.</translation>
  </message>
  <message>
   <source>A single far-off sample is found and named, and is no peak.</source>
   <translation>Ein einzelner Ausreißer wird gefunden und genannt und ist keine Spitze.</translation>
  </message>
  <message>
   <source>A step-down needs one plate under the box and one beside it: {}.</source>
   <translation>Ein Step-down braucht eine Platte unter der Box und eine daneben: {}.</translation>
  </message>
  <message>
   <source>A target goes from a lower to an upper end, above 0 and up to {} {}.</source>
   <translation>Ein Ziel reicht von einem unteren zu einem oberen Ende, über 0 und bis {} {}.</translation>
  </message>
  <message>
   <source>A target has two ends: give the lower and the upper one, or neither.</source>
   <translation>Ein Ziel hat zwei Enden: das untere und das obere angeben oder keines.</translation>
  </message>
  <message>
   <source>A target is in {}.</source>
   <translation>Ein Ziel ist in {}.</translation>
  </message>
  <message>
   <source>A test is being done. Finish it or leave it, then change the devices.</source>
   <translation>Ein Test läuft. Ihn beenden oder verlassen, dann die Geräte ändern.</translation>
  </message>
  <message>
   <source>A test is being done. Finish it or leave it, then examine the devices.</source>
   <translation>Ein Test läuft. Ihn beenden oder verlassen, dann die Geräte prüfen.</translation>
  </message>
  <message>
   <source>A test is being done: it takes its zero itself.</source>
   <translation>Ein Test läuft: Er nullt selbst.</translation>
  </message>
  <message>
   <source>A trial</source>
   <translation>Ein Durchgang</translation>
  </message>
  <message>
   <source>A trial is being recorded; clocks must not move in it. Finish it, then align.</source>
   <translation>Ein Durchgang wird aufgenommen; Uhren dürfen sich darin nicht verschieben. Ihn beenden, dann abgleichen.</translation>
  </message>
  <message>
   <source>A visit</source>
   <translation>Ein Termin</translation>
  </message>
  <message>
   <source>A warning, then silence after ten seconds: the trial is the device's failure.</source>
   <translation>Eine Warnung, nach zehn Sekunden Stille: Der Durchgang gilt als Versagen des Geräts.</translation>
  </message>
  <message>
   <source>A weight that is taken in motion makes every height and load share wrong</source>
   <translation>Ein in Bewegung genommenes Gewicht macht jede Höhe und Lastverteilung falsch</translation>
  </message>
  <message>
   <source>About {} samples were lost, and the device does not say which.</source>
   <translation>Etwa {} Messwerte gingen verloren, und das Gerät sagt nicht, welche.</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <source>After the next connection every number says that the calibration has expired.</source>
   <translation>Nach der nächsten Verbindung sagt jeder Wert, dass die Kalibrierung abgelaufen ist.</translation>
  </message>
  <message>
   <source>After the next connection the strip says that this firmware is not known.</source>
   <translation>Nach der nächsten Verbindung sagt die Leiste, dass diese Firmware nicht bekannt ist.</translation>
  </message>
  <message>
   <source>Against {} its clock runs {}: {} ms apart after a minute.</source>
   <translation>Gegen {} geht seine Uhr {}: nach einer Minute {} ms auseinander.</translation>
  </message>
  <message>
   <source>Aligning needs two devices that are streaming. Connect them, then try again.</source>
   <translation>Das Abgleichen braucht zwei sendende Geräte. Sie verbinden, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>An identity can only be looked at where the look can be written down: open for writing.</source>
   <translation>Eine Identität lässt sich nur ansehen, wo die Einsicht vermerkt werden kann.</translation>
  </message>
  <message>
   <source>An interruption ended</source>
   <translation>Eine Unterbrechung beendete</translation>
  </message>
  <message>
   <source>Another calibration is kept under the id {}, and a record is never changed: results refer to it. Give the new one an id of its own.</source>
   <translation>Unter der Kennung {} wird eine andere Kalibrierung aufbewahrt, und ein Datensatz wird nie geändert: Ergebnisse verweisen darauf. Der neuen eine eigene Kennung geben.</translation>
  </message>
  <message>
   <source>Another examination runs. Stop it first.</source>
   <translation>Eine andere Prüfung läuft. Sie zuerst anhalten.</translation>
  </message>
  <message>
   <source>Another program uses the port {}. Close it (the maker's program?), then try again.</source>
   <translation>Ein anderes Programm verwendet den Anschluss {}. Es schließen (das Programm des Herstellers?), dann erneut versuchen.</translation>
  </message>
  <message>
   <source>Another station is sending.</source>
   <translation>Eine andere Station sendet.</translation>
  </message>
  <message>
   <source>Another station sent something.</source>
   <translation>Eine andere Station hat etwas gesendet.</translation>
  </message>
  <message>
   <source>Another {} answered: serial number {} instead of {}. Switch the other one off, or choose it as the device to use.</source>
   <translation>Ein anderes Gerät ({}) antwortete: Seriennummer {} statt {}. Das andere ausschalten oder es als das zu verwendende wählen.</translation>
  </message>
  <message>
   <source>Answering when left, then right is loaded</source>
   <translation>Antwort, wenn links, dann rechts belastet wird</translation>
  </message>
  <message>
   <source>Answering when left, then right is pulled</source>
   <translation>Antwort, wenn links, dann rechts gezogen wird</translation>
  </message>
  <message>
   <source>Ask the maker.</source>
   <translation>Den Hersteller fragen.</translation>
  </message>
  <message>
   <source>At least {} samples never arrived.</source>
   <translation>Mindestens {} Messwerte kamen nie an.</translation>
  </message>
  <message>
   <source>At the station: {}</source>
   <translation>An der Station: {}</translation>
  </message>
  <message>
   <source>At the take-off as marked the body moves down ({} m/s): {}</source>
   <translation>Beim markierten Absprung bewegt sich der Körper abwärts ({} m/s): {}</translation>
  </message>
  <message>
   <source>At this rate the mains cannot be told from a slow course.</source>
   <translation>Bei dieser Rate ist das Netz nicht von einem langsamen Verlauf zu unterscheiden.</translation>
  </message>
  <message>
   <source>Back after it was disconnected</source>
   <translation>Rückkehr nach der Trennung</translation>
  </message>
  <message>
   <source>Battery</source>
   <translation>Akku</translation>
  </message>
  <message>
   <source>Before it was serial {}.</source>
   <translation>Vorher war es Seriennummer {}.</translation>
  </message>
  <message>
   <source>Begin</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <source>Beside its cells, at the {}, {}</source>
   <translation>Neben den Zellen, bei {}, {}</translation>
  </message>
  <message>
   <source>Best push</source>
   <translation>Bester Versuch</translation>
  </message>
  <message>
   <source>Best push, left : right</source>
   <translation>Bester Versuch, links : rechts</translation>
  </message>
  <message>
   <source>Best rate of force, 10 ms</source>
   <translation>Bester Kraftanstieg, 10 ms</translation>
  </message>
  <message>
   <source>Best rate of force, 100 ms</source>
   <translation>Bester Kraftanstieg, 100 ms</translation>
  </message>
  <message>
   <source>Between the onset and the take-off as marked there is hardly any countermovement ({} cm, {} m/s downwards). Move the marks back to where the movement begins and ends.</source>
   <translation>Zwischen markiertem Beginn und markiertem Absprung gibt es kaum eine Ausholbewegung ({} cm, {} m/s abwärts). Die Marken dorthin zurückschieben, wo die Bewegung beginnt und endet.</translation>
  </message>
  <message>
   <source>Bluetooth is not available on this computer ({}). Switch Bluetooth on or plug in an adapter, then try again. On Linux the service 'bluetooth' must run.</source>
   <translation>Bluetooth ist auf diesem Computer nicht verfügbar ({}). Bluetooth einschalten oder einen Adapter einstecken, dann erneut versuchen. Unter Linux muss der Dienst 'bluetooth' laufen.</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>Beide</translation>
  </message>
  <message>
   <source>Both legs push off{}. Lift one foot clear of its plate and jump from the other leg alone.</source>
   <translation>Beide Beine drücken ab{}. Einen Fuß von seiner Platte abheben und nur vom anderen Bein springen.</translation>
  </message>
  <message>
   <source>Bouts</source>
   <translation>Phasen</translation>
  </message>
  <message>
   <source>Box lift</source>
   <translation>Box heben</translation>
  </message>
  <message>
   <source>Braking RFD</source>
   <translation>Kraftanstieg beim Bremsen (RFD)</translation>
  </message>
  <message>
   <source>Braking impulse</source>
   <translation>Bremsimpuls</translation>
  </message>
  <message>
   <source>Braking time</source>
   <translation>Bremszeit</translation>
  </message>
  <message>
   <source>Braking time, VALD</source>
   <translation>Bremszeit, VALD</translation>
  </message>
  <message>
   <source>Breathe</source>
   <translation>Atmen</translation>
  </message>
  <message>
   <source>Bridges</source>
   <translation>Brücken</translation>
  </message>
  <message>
   <source>CONNECTING</source>
   <translation>VERBINDET</translation>
  </message>
  <message>
   <source>CTS500 climbing scale</source>
   <translation>CTS500-Kletterwaage</translation>
  </message>
  <message>
   <source>Cell {} does not answer. Check its cable, then begin again.</source>
   <translation>Zelle {} antwortet nicht. Ihr Kabel prüfen, dann neu beginnen.</translation>
  </message>
  <message>
   <source>Cells, {}</source>
   <translation>Zellen, {}</translation>
  </message>
  <message>
   <source>Centroidal frequency</source>
   <translation>Schwerpunktfrequenz</translation>
  </message>
  <message>
   <source>Change of RSI, first to last hops</source>
   <translation>Änderung des RSI, erste bis letzte Hops</translation>
  </message>
  <message>
   <source>Channels that move</source>
   <translation>Kanäle, die sich bewegen</translation>
  </message>
  <message>
   <source>Charge it, then check again: a device that dies in a test costs the test.</source>
   <translation>Laden, dann erneut prüfen: Ein Gerät, das im Test ausgeht, kostet den Test.</translation>
  </message>
  <message>
   <source>Check it.</source>
   <translation>Es prüfen.</translation>
  </message>
  <message>
   <source>Check its plug and cable.</source>
   <translation>Stecker und Kabel prüfen.</translation>
  </message>
  <message>
   <source>Check its plug; if it stays so, the cell or its amplifier is broken.</source>
   <translation>Den Stecker prüfen; bleibt es so, ist die Zelle oder ihr Verstärker defekt.</translation>
  </message>
  <message>
   <source>Check that every plate is plugged in.</source>
   <translation>Prüfen, ob jede Platte eingesteckt ist.</translation>
  </message>
  <message>
   <source>Check that it stands on firm ground, away from machines, and that its cable and plugs are whole.</source>
   <translation>Prüfen, ob es fest steht, fern von Maschinen, und ob Kabel und Stecker heil sind.</translation>
  </message>
  <message>
   <source>Check that the client is on the plates as the position says, then repeat the trial.</source>
   <translation>Prüfen, ob die Person wie in der Position beschrieben auf den Platten ist, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>Check that the dynamometer is in place, then repeat the trial.</source>
   <translation>Prüfen, ob das Dynamometer an seinem Platz ist, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>Check that the plate stands on all four feet, then have that cell calibrated anew.</source>
   <translation>Prüfen, ob die Platte auf allen vier Füßen steht, dann diese Zelle neu kalibrieren lassen.</translation>
  </message>
  <message>
   <source>Check that the plate stands on all its feet, then have it calibrated anew.</source>
   <translation>Prüfen, ob die Platte auf allen Füßen steht, dann neu kalibrieren lassen.</translation>
  </message>
  <message>
   <source>Check the disk and the data folder</source>
   <translation>Datenträger und Datenordner prüfen</translation>
  </message>
  <message>
   <source>Check the mass first: when all cells agree, it is the likelier culprit.</source>
   <translation>Zuerst die Masse prüfen: Wenn alle Zellen übereinstimmen, liegt es eher an ihr.</translation>
  </message>
  <message>
   <source>Check the masses and what they stand on; if both are right, the device needs a new calibration.</source>
   <translation>Die Massen und ihren Untergrund prüfen; stimmt beides, braucht das Gerät eine neue Kalibrierung.</translation>
  </message>
  <message>
   <source>Check {}.</source>
   <translation>Prüfen: {}.</translation>
  </message>
  <message>
   <source>Choose a test to begin.</source>
   <translation>Zum Beginnen einen Test wählen.</translation>
  </message>
  <message>
   <source>Chronojump force platform</source>
   <translation>Chronojump-Kraftplattform</translation>
  </message>
  <message>
   <source>Chronojump force sensor</source>
   <translation>Chronojump-Kraftsensor</translation>
  </message>
  <message>
   <source>Client {}</source>
   <translation>Klient {}</translation>
  </message>
  <message>
   <source>Client {} · {} {} · {}</source>
   <translation>Klient {} · {} {} · {}</translation>
  </message>
  <message>
   <source>Clock against this computer</source>
   <translation>Uhr gegen diesen Computer</translation>
  </message>
  <message>
   <source>Clock against {}</source>
   <translation>Uhr gegen {}</translation>
  </message>
  <message>
   <source>Clocks of the devices agree to ± {} ms</source>
   <translation>Die Uhren der Geräte stimmen auf ± {} ms überein</translation>
  </message>
  <message>
   <source>Complete hops</source>
   <translation>Vollständige Hops</translation>
  </message>
  <message>
   <source>Computed by {} with {} · run {}: {}</source>
   <translation>Berechnet von {} mit {} · Lauf {}: {}</translation>
  </message>
  <message>
   <source>Connect it again, then repeat.</source>
   <translation>Wieder verbinden, dann wiederholen.</translation>
  </message>
  <message>
   <source>Connecting to the {} took longer than {} s and was given up. Switch the device off and on again, then retry.</source>
   <translation>Das Verbinden mit {} dauerte länger als {} s und wurde aufgegeben. Das Gerät aus- und wieder einschalten, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>Connecting to {} …</source>
   <translation>Verbindet mit {} …</translation>
  </message>
  <message>
   <source>Contact time</source>
   <translation>Kontaktzeit</translation>
  </message>
  <message>
   <source>Contact time, mean</source>
   <translation>Kontaktzeit, Mittel</translation>
  </message>
  <message>
   <source>Continue</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Core and hip endurance</source>
   <translation>Rumpf- und Hüftausdauer</translation>
  </message>
  <message>
   <source>Core strength</source>
   <translation>Rumpfkraft</translation>
  </message>
  <message>
   <source>Corners alike, {}</source>
   <translation>Ecken gleich, {}</translation>
  </message>
  <message>
   <source>Corners where they belong, {}</source>
   <translation>Ecken am richtigen Ort, {}</translation>
  </message>
  <message>
   <source>Corners, cells and cross-talk</source>
   <translation>Ecken, Zellen und Übersprechen</translation>
  </message>
  <message>
   <source>Corrected weight</source>
   <translation>Berichtigtes Gewicht</translation>
  </message>
  <message>
   <source>Correction of the weight</source>
   <translation>Berichtigung des Gewichts</translation>
  </message>
  <message>
   <source>Countermovement depth</source>
   <translation>Tiefe der Ausholbewegung</translation>
  </message>
  <message>
   <source>Countermovement jump</source>
   <translation>Countermovement Jump</translation>
  </message>
  <message>
   <source>Countermovement present: right before the push the force dips {} N ({} % of body weight; {} N is the limit) below the weight and the body sinks by {} cm. Stay still in the squat for 2 s, then push straight up.</source>
   <translation>Ausholbewegung vorhanden: Kurz vor dem Abdruck fällt die Kraft {} N ({} % des Körpergewichts; die Grenze ist {} N) unter das Gewicht, und der Körper sinkt um {} cm. 2 s in der Hocke stillhalten, dann gerade hoch abdrücken.</translation>
  </message>
  <message>
   <source>Counterpoise plate</source>
   <translation>Counterpoise-Platte</translation>
  </message>
  <message>
   <source>Creep under a steady load</source>
   <translation>Kriechen unter ruhender Last</translation>
  </message>
  <message>
   <source>Critical force</source>
   <translation>Kritische Kraft</translation>
  </message>
  <message>
   <source>Critical force of strongest bout</source>
   <translation>Kritische Kraft der stärksten Phase</translation>
  </message>
  <message>
   <source>Cross-talk between the plates</source>
   <translation>Übersprechen zwischen den Platten</translation>
  </message>
  <message>
   <source>DONE</source>
   <translation>FERTIG</translation>
  </message>
  <message>
   <source>Daily check</source>
   <translation>Tagesprüfung</translation>
  </message>
  <message>
   <source>Dalleau et al. 2004</source>
   <translation>Dalleau et al. 2004</translation>
  </message>
  <message>
   <source>Damaged packets</source>
   <translation>Beschädigte Pakete</translation>
  </message>
  <message>
   <source>Damaged packets are counted in the strip and thrown away, never shown as force.</source>
   <translation>Beschädigte Pakete werden in der Leiste gezählt und verworfen, nie als Kraft gezeigt.</translation>
  </message>
  <message>
   <source>Damaged packets are counted in the strip; the samples in them are a hole.</source>
   <translation>Beschädigte Pakete werden in der Leiste gezählt; die Messwerte darin sind eine Lücke.</translation>
  </message>
  <message>
   <source>Damaged packets are counted; the curve goes on with the next good one.</source>
   <translation>Beschädigte Pakete werden gezählt; die Kurve geht mit dem nächsten guten weiter.</translation>
  </message>
  <message>
   <source>Data arrives but is not from a {} (or the speed of the port is wrong). Choose another port or another kind of device.</source>
   <translation>Daten kommen an, aber nicht von {} (oder die Geschwindigkeit des Anschlusses ist falsch). Einen anderen Anschluss oder eine andere Geräteart wählen.</translation>
  </message>
  <message>
   <source>Delay behind the path</source>
   <translation>Verzug hinter dem Pfad</translation>
  </message>
  <message>
   <source>Depth</source>
   <translation>Tiefe</translation>
  </message>
  <message>
   <source>Depth in the contact</source>
   <translation>Tiefe im Kontakt</translation>
  </message>
  <message>
   <source>Device failed</source>
   <translation>Gerät ausgefallen</translation>
  </message>
  <message>
   <source>Difference in per cent of both</source>
   <translation>Unterschied in Prozent beider</translation>
  </message>
  <message>
   <source>Difference in per cent of the larger</source>
   <translation>Unterschied in Prozent des größeren</translation>
  </message>
  <message>
   <source>Difference in per cent of the mean</source>
   <translation>Unterschied in Prozent des Mittels</translation>
  </message>
  <message>
   <source>Difference of critical force</source>
   <translation>Unterschied der kritischen Kraft</translation>
  </message>
  <message>
   <source>Difference of force or load moved</source>
   <translation>Unterschied von Kraft oder verschobener Last</translation>
  </message>
  <message>
   <source>Difference of load</source>
   <translation>Unterschied der Last</translation>
  </message>
  <message>
   <source>Difference of peak force</source>
   <translation>Unterschied der Spitzenkraft</translation>
  </message>
  <message>
   <source>Difference of propulsive impulse</source>
   <translation>Unterschied des Abdruckimpulses</translation>
  </message>
  <message>
   <source>Difference of the contact's impulse</source>
   <translation>Unterschied des Kontaktimpulses</translation>
  </message>
  <message>
   <source>Difference of the contacts' impulse</source>
   <translation>Unterschied der Kontaktimpulse</translation>
  </message>
  <message>
   <source>Difference of the shares held</source>
   <translation>Unterschied der gehaltenen Anteile</translation>
  </message>
  <message>
   <source>Differences in time between the two are withheld by the station. Have the worse clock repaired.</source>
   <translation>Zeitunterschiede zwischen den beiden hält die Station zurück. Die schlechtere Uhr reparieren lassen.</translation>
  </message>
  <message>
   <source>Dip before the push</source>
   <translation>Ausholen vor dem Abdruck</translation>
  </message>
  <message>
   <source>Direction of sway</source>
   <translation>Schwankrichtung</translation>
  </message>
  <message>
   <source>Disk full</source>
   <translation>Datenträger voll</translation>
  </message>
  <message>
   <source>Distance from path (RMSE)</source>
   <translation>Abstand vom Pfad (RMSE)</translation>
  </message>
  <message>
   <source>Distance from target (RMSE)</source>
   <translation>Abstand vom Ziel (RMSE)</translation>
  </message>
  <message>
   <source>Do it again.</source>
   <translation>Noch einmal.</translation>
  </message>
  <message>
   <source>Drift between the plates</source>
   <translation>Drift zwischen den Platten</translation>
  </message>
  <message>
   <source>Drift of load share</source>
   <translation>Drift der Lastverteilung</translation>
  </message>
  <message>
   <source>Drift of load share between repetitions</source>
   <translation>Drift der Lastverteilung zwischen Wiederholungen</translation>
  </message>
  <message>
   <source>Drift of load share per minute</source>
   <translation>Drift der Lastverteilung je Minute</translation>
  </message>
  <message>
   <source>Drift of the zero, {}</source>
   <translation>Drift des Nullpunkts, {}</translation>
  </message>
  <message>
   <source>Drop jump</source>
   <translation>Drop Jump</translation>
  </message>
  <message>
   <source>Effective drop height</source>
   <translation>Wirksame Fallhöhe</translation>
  </message>
  <message>
   <source>Empty it, and see the zero above.</source>
   <translation>Leeren und den Nullpunkt oben ansehen.</translation>
  </message>
  <message>
   <source>Endurance hold</source>
   <translation>Ausdauerhalten</translation>
  </message>
  <message>
   <source>Error at {} kg, {}</source>
   <translation>Abweichung bei {} kg, {}</translation>
  </message>
  <message>
   <source>Error of tempo</source>
   <translation>Abweichung vom Tempo</translation>
  </message>
  <message>
   <source>Error of the share held</source>
   <translation>Abweichung des gehaltenen Anteils</translation>
  </message>
  <message>
   <source>Everything is saved on this computer ({} change{} waiting).</source>
   <translation>Alles ist auf diesem Computer gespeichert ({} Änderungen{} warten).</translation>
  </message>
  <message>
   <source>Everything is taken off.</source>
   <translation>Alles ist heruntergenommen.</translation>
  </message>
  <message>
   <source>Exchange the two plugs at the controller, or the places of the plates, then check again.</source>
   <translation>Die beiden Stecker am Controller oder die Plätze der Platten tauschen, dann erneut prüfen.</translation>
  </message>
  <message>
   <source>Exchange the two, or their names.</source>
   <translation>Die beiden oder ihre Namen tauschen.</translation>
  </message>
  <message>
   <source>Exits from the band</source>
   <translation>Austritte aus dem Band</translation>
  </message>
  <message>
   <source>F(onset + {} ms)</source>
   <translation>F(Beginn + {} ms)</translation>
  </message>
  <message>
   <source>F(onset + {} ms) - rest; {}</source>
   <translation>F(Beginn + {} ms) - Ruhe; {}</translation>
  </message>
  <message>
   <source>F(onset + {} ms), gross; {}</source>
   <translation>F(Beginn + {} ms), brutto; {}</translation>
  </message>
  <message>
   <source>FAILED: {} of {} failed{}</source>
   <translation>NICHT BESTANDEN: {} von {} nicht bestanden{}</translation>
  </message>
  <message>
   <source>Fatigue index</source>
   <translation>Ermüdungsindex</translation>
  </message>
  <message>
   <source>Fatigue slope</source>
   <translation>Ermüdungsabfall (Steigung)</translation>
  </message>
  <message>
   <source>Fewer than {} pulses came at one of the inputs. Check the cable of the pulses.</source>
   <translation>An einem der Eingänge kamen weniger als {} Impulse an. Das Impulskabel prüfen.</translation>
  </message>
  <message>
   <source>Finish</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <source>Finish hold</source>
   <translation>Halten beenden</translation>
  </message>
  <message>
   <source>Five times to standing</source>
   <translation>Fünfmal bis zum Stand</translation>
  </message>
  <message>
   <source>Five times to the seat</source>
   <translation>Fünfmal bis zum Sitz</translation>
  </message>
  <message>
   <source>Flexors : extensors</source>
   <translation>Beuger : Strecker</translation>
  </message>
  <message>
   <source>Flight time</source>
   <translation>Flugzeit</translation>
  </message>
  <message>
   <source>Flight time : time to take-off</source>
   <translation>Flugzeit : Zeit bis zum Absprung</translation>
  </message>
  <message>
   <source>Flight time, mean</source>
   <translation>Flugzeit, Mittel</translation>
  </message>
  <message>
   <source>Flight-time minus impulse height</source>
   <translation>Flugzeithöhe minus Impulshöhe</translation>
  </message>
  <message>
   <source>For a moment one side carries nothing; the curve shows it, nothing is smoothed away.</source>
   <translation>Einen Moment lang trägt eine Seite nichts; die Kurve zeigt es, nichts wird weggeglättet.</translation>
  </message>
  <message>
   <source>Force</source>
   <translation>Kraft</translation>
  </message>
  <message>
   <source>Force above rest, or load moved</source>
   <translation>Kraft über Ruhe oder verschobene Last</translation>
  </message>
  <message>
   <source>Force at the lowest point</source>
   <translation>Kraft am tiefsten Punkt</translation>
  </message>
  <message>
   <source>Force at zero velocity</source>
   <translation>Kraft bei Geschwindigkeit null</translation>
  </message>
  <message>
   <source>Force at zero velocity per mass</source>
   <translation>Kraft bei Geschwindigkeit null je Masse</translation>
  </message>
  <message>
   <source>Force at {} ms</source>
   <translation>Kraft nach {} ms</translation>
  </message>
  <message>
   <source>Force in a band</source>
   <translation>Kraft im Band</translation>
  </message>
  <message>
   <source>Force now</source>
   <translation>Kraft jetzt</translation>
  </message>
  <message>
   <source>Force of the tap</source>
   <translation>Kraft des Antippens</translation>
  </message>
  <message>
   <source>Force of the tap, of body weight</source>
   <translation>Kraft des Antippens, je Körpergewicht</translation>
  </message>
  <message>
   <source>Force tracking</source>
   <translation>Kraftverfolgung</translation>
  </message>
  <message>
   <source>Free space</source>
   <translation>Platz schaffen</translation>
  </message>
  <message>
   <source>Frequency dispersion</source>
   <translation>Frequenzstreuung</translation>
  </message>
  <message>
   <source>Frez Dyno</source>
   <translation>Frez Dyno</translation>
  </message>
  <message>
   <source>From the raw samples in {}.rec · SHA-256 {}</source>
   <translation>Aus den Rohdaten in {}.rec · SHA-256 {}</translation>
  </message>
  <message>
   <source>GET READY</source>
   <translation>GLEICH</translation>
  </message>
  <message>
   <source>GO</source>
   <translation>LOS</translation>
  </message>
  <message>
   <source>Get ready at the {}. Press the key, then lift the mass off in one quick movement.</source>
   <translation>Bei {} bereitmachen. Die Taste drücken, dann die Masse in einer schnellen Bewegung abheben.</translation>
  </message>
  <message>
   <source>Give the certificate that belongs to this device.</source>
   <translation>Das Protokoll angeben, das zu diesem Gerät gehört.</translation>
  </message>
  <message>
   <source>Go</source>
   <translation>Los</translation>
  </message>
  <message>
   <source>Good, stay there.</source>
   <translation>Gut so, dort bleiben.</translation>
  </message>
  <message>
   <source>Greatest downward speed</source>
   <translation>Größte Geschwindigkeit abwärts</translation>
  </message>
  <message>
   <source>Greatest force</source>
   <translation>Größte Kraft</translation>
  </message>
  <message>
   <source>Greatest force of lifting</source>
   <translation>Größte Hebekraft</translation>
  </message>
  <message>
   <source>Greatest force of the standing leg</source>
   <translation>Größte Kraft des Standbeins</translation>
  </message>
  <message>
   <source>Greatest force over mass</source>
   <translation>Größte Kraft je Masse</translation>
  </message>
  <message>
   <source>Greatest force, rising</source>
   <translation>Größte Kraft beim Aufstehen</translation>
  </message>
  <message>
   <source>Greatest force, sitting down</source>
   <translation>Größte Kraft beim Hinsetzen</translation>
  </message>
  <message>
   <source>Greatest power, rising</source>
   <translation>Größte Leistung, aufwärts</translation>
  </message>
  <message>
   <source>Greatest share held</source>
   <translation>Größter gehaltener Anteil</translation>
  </message>
  <message>
   <source>Greatest speed of lifting</source>
   <translation>Größte Hebegeschwindigkeit</translation>
  </message>
  <message>
   <source>Greatest upward speed</source>
   <translation>Größte Geschwindigkeit aufwärts</translation>
  </message>
  <message>
   <source>HOLD</source>
   <translation>HALTEN</translation>
  </message>
  <message>
   <source>Hang {} kg from the {}.</source>
   <translation>{} kg an {} hängen.</translation>
  </message>
  <message>
   <source>Hardly any countermovement ({} cm, {} m/s downwards): this looks like a squat jump. Stand tall, then dip and jump in one movement.</source>
   <translation>Kaum eine Ausholbewegung ({} cm, {} m/s abwärts): Dies sieht nach einem Squat Jump aus. Aufrecht stehen, dann in einer Bewegung tief gehen und springen.</translation>
  </message>
  <message>
   <source>Harp LoadCells</source>
   <translation>Harp LoadCells</translation>
  </message>
  <message>
   <source>Height</source>
   <translation>Höhe</translation>
  </message>
  <message>
   <source>Height of lifting</source>
   <translation>Höhe des Hebens</translation>
  </message>
  <message>
   <source>Height per push time</source>
   <translation>Höhe je Abdruckzeit</translation>
  </message>
  <message>
   <source>Hip strength</source>
   <translation>Hüftkraft</translation>
  </message>
  <message>
   <source>Hold nothing, touch nothing, stand still; if it stays, verify both plates with known masses.</source>
   <translation>Nichts halten, nichts berühren, ruhig stehen; bleibt es, beide Platten mit bekannten Massen verifizieren.</translation>
  </message>
  <message>
   <source>Hold time</source>
   <translation>Haltezeit</translation>
  </message>
  <message>
   <source>Hop height, flight time, best</source>
   <translation>Hop-Höhe aus der Flugzeit, beste</translation>
  </message>
  <message>
   <source>Hop height, flight time, mean</source>
   <translation>Hop-Höhe aus der Flugzeit, Mittel</translation>
  </message>
  <message>
   <source>Hop set</source>
   <translation>Hop-Serie</translation>
  </message>
  <message>
   <source>Hops per second</source>
   <translation>Hops je Sekunde</translation>
  </message>
  <message>
   <source>How long it was kept counts; other numbers are limited.</source>
   <translation>Wie lange gehalten wurde, zählt; andere Werte sind eingeschränkt.</translation>
  </message>
  <message>
   <source>How well the clocks of the devices agree is not known</source>
   <translation>Wie gut die Uhren der Geräte übereinstimmen, ist nicht bekannt</translation>
  </message>
  <message>
   <source>Hull over ellipse (OER)</source>
   <translation>Hülle zu Ellipse (OER)</translation>
  </message>
  <message>
   <source>Hysteresis, down minus up, {}</source>
   <translation>Hysterese, ab minus auf, {}</translation>
  </message>
  <message>
   <source>Hysteresis, {}</source>
   <translation>Hysterese, {}</translation>
  </message>
  <message>
   <source>I stand still</source>
   <translation>Ich stehe ruhig</translation>
  </message>
  <message>
   <source>Impact peak</source>
   <translation>Aufprallspitze</translation>
  </message>
  <message>
   <source>Impulse above critical force (W')</source>
   <translation>Impuls über kritischer Kraft (W')</translation>
  </message>
  <message>
   <source>Impulse of a contact, mean</source>
   <translation>Impuls eines Kontakts, Mittel</translation>
  </message>
  <message>
   <source>Impulse of the contact</source>
   <translation>Impuls des Kontakts</translation>
  </message>
  <message>
   <source>Impulse of the effort</source>
   <translation>Impuls des Versuchs</translation>
  </message>
  <message>
   <source>Impulse of the hold</source>
   <translation>Impuls des Haltens</translation>
  </message>
  <message>
   <source>Impulse of the tap</source>
   <translation>Impuls des Antippens</translation>
  </message>
  <message>
   <source>Impulse {}-{} ms</source>
   <translation>Impuls {}–{} ms</translation>
  </message>
  <message>
   <source>In the air</source>
   <translation>In der Luft</translation>
  </message>
  <message>
   <source>In the device</source>
   <translation>Im Gerät</translation>
  </message>
  <message>
   <source>In {} s the {} changes by {} % of the load.</source>
   <translation>In {} s ändert sich {} um {} % der Last.</translation>
  </message>
  <message>
   <source>Isometric effort</source>
   <translation>Isometrischer Versuch</translation>
  </message>
  <message>
   <source>It did not stream again within {} s.</source>
   <translation>Es sendete innerhalb von {} s nicht wieder.</translation>
  </message>
  <message>
   <source>It does not answer its load.</source>
   <translation>Es antwortet nicht auf die Last.</translation>
  </message>
  <message>
   <source>It does not look unloaded</source>
   <translation>Es sieht nicht unbelastet aus</translation>
  </message>
  <message>
   <source>It does not stream just now. Switch it on, then wait.</source>
   <translation>Es sendet gerade nicht. Einschalten, dann warten.</translation>
  </message>
  <message>
   <source>It drifts too fast to be zeroed: let it warm up, then check again.</source>
   <translation>Driftet zu schnell zum Nullen: warmlaufen lassen, dann erneut prüfen.</translation>
  </message>
  <message>
   <source>It ended because of a fault in the program ({}: {}).</source>
   <translation>Sie endete wegen eines Fehlers im Programm ({}: {}).</translation>
  </message>
  <message>
   <source>It has warned of itself.</source>
   <translation>Es hat von selbst gewarnt.</translation>
  </message>
  <message>
   <source>It is empty</source>
   <translation>Es ist leer</translation>
  </message>
  <message>
   <source>It is not still</source>
   <translation>Es ist nicht ruhig</translation>
  </message>
  <message>
   <source>It is off</source>
   <translation>Sie ist unten</translation>
  </message>
  <message>
   <source>It picks up {} Hz from the mains.</source>
   <translation>Es fängt {} Hz vom Netz ein.</translation>
  </message>
  <message>
   <source>It sends {} % {} samples than promised.</source>
   <translation>Es sendet {} % {} Messwerte als versprochen.</translation>
  </message>
  <message>
   <source>It shows {} N of {} N{}.</source>
   <translation>Es zeigt {} N von {} N{}.</translation>
  </message>
  <message>
   <source>It started anew, and its zero is gone.</source>
   <translation>Es ist neu gestartet, und sein Nullpunkt ist verloren.</translation>
  </message>
  <message>
   <source>It still shows {} N.</source>
   <translation>Es zeigt noch {} N.</translation>
  </message>
  <message>
   <source>It takes five minutes a side; ask for it with the option creep.</source>
   <translation>Es dauert fünf Minuten je Seite; mit der Option creep verlangen.</translation>
  </message>
  <message>
   <source>It tells no serial number.</source>
   <translation>Es nennt keine Seriennummer.</translation>
  </message>
  <message>
   <source>It took {} s until samples came again.</source>
   <translation>Es dauerte {} s, bis wieder Messwerte kamen.</translation>
  </message>
  <message>
   <source>It was not kept: {}</source>
   <translation>Sie wurde nicht aufbewahrt: {}</translation>
  </message>
  <message>
   <source>It was said to be disconnected and went on sending.</source>
   <translation>Es galt als getrennt und sendete weiter.</translation>
  </message>
  <message>
   <source>It was stopped. Nothing of it was kept.</source>
   <translation>Sie wurde angehalten. Nichts davon wurde aufbewahrt.</translation>
  </message>
  <message>
   <source>It was stopped: a test was chosen. Nothing of it was kept.</source>
   <translation>Sie wurde angehalten: Ein Test wurde gewählt. Nichts davon wurde aufbewahrt.</translation>
  </message>
  <message>
   <source>It was switched off.</source>
   <translation>Es wurde ausgeschaltet.</translation>
  </message>
  <message>
   <source>Its battery is flat: charge it.</source>
   <translation>Der Akku ist leer: laden.</translation>
  </message>
  <message>
   <source>Its clock runs {}.</source>
   <translation>Seine Uhr geht {}.</translation>
  </message>
  <message>
   <source>Its limit is {} N: {} kg are too light to tell anything.</source>
   <translation>Die Grenze ist {} N: {} kg sind zu leicht, um etwas zu sagen.</translation>
  </message>
  <message>
   <source>Its zero begins to drift; above {} N zero (both) again</source>
   <translation>Der Nullpunkt beginnt zu driften; über {} N (beide) neu nullen</translation>
  </message>
  <message>
   <source>Jump height, flight time</source>
   <translation>Sprunghöhe aus der Flugzeit</translation>
  </message>
  <message>
   <source>Jump height, impulse of the landing</source>
   <translation>Sprunghöhe aus dem Landeimpuls</translation>
  </message>
  <message>
   <source>Jump height, impulse-momentum</source>
   <translation>Sprunghöhe aus dem Impuls</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>Behalten</translation>
  </message>
  <message>
   <source>Keep the device at an even temperature and check its supply; a wandering clock makes wrong times.</source>
   <translation>Das Gerät bei gleichmäßiger Temperatur halten und die Versorgung prüfen; eine wandernde Uhr macht Zeiten falsch.</translation>
  </message>
  <message>
   <source>Keep this trial, or repeat it.</source>
   <translation>Diesen Durchgang behalten oder wiederholen.</translation>
  </message>
  <message>
   <source>Kept: {}.</source>
   <translation>Aufbewahrt: {}.</translation>
  </message>
  <message>
   <source>Kind of device</source>
   <translation>Art des Geräts</translation>
  </message>
  <message>
   <source>Known to ±{} {} only, which is more than its limits allow.</source>
   <translation>Nur auf ±{} {} bekannt; das ist mehr, als die Grenzen erlauben.</translation>
  </message>
  <message>
   <source>LEFT</source>
   <translation>LINKS</translation>
  </message>
  <message>
   <source>LEFT foot first.</source>
   <translation>LINKER Fuß zuerst.</translation>
  </message>
  <message>
   <source>Landing impulse</source>
   <translation>Impuls der Landung</translation>
  </message>
  <message>
   <source>Landing peak force</source>
   <translation>Spitzenkraft der Landung</translation>
  </message>
  <message>
   <source>Landing time</source>
   <translation>Landezeit</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <source>Left after zeroing, {}</source>
   <translation>Rest nach dem Nullen, {}</translation>
  </message>
  <message>
   <source>Left and right</source>
   <translation>Links und rechts</translation>
  </message>
  <message>
   <source>Left and right are even</source>
   <translation>Links und rechts sind gleich</translation>
  </message>
  <message>
   <source>Left and right are even within ± {} %</source>
   <translation>Links und rechts sind gleich innerhalb von ± {} %</translation>
  </message>
  <message>
   <source>Left and right are not compared: {}</source>
   <translation>Links und rechts werden nicht verglichen: {}</translation>
  </message>
  <message>
   <source>Left and right are not distinguishable: {} higher by {}, within measurement error</source>
   <translation>Links und rechts sind nicht unterscheidbar: {} um {} höher, innerhalb des Messfehlers</translation>
  </message>
  <message>
   <source>Left and right are swapped: the right dynamometer answers when the left one is pulled.</source>
   <translation>Links und rechts sind vertauscht: Das rechte Dynamometer antwortet, wenn das linke gezogen wird.</translation>
  </message>
  <message>
   <source>Left and right are swapped: the right plate answers when the left one is loaded, and the other way.</source>
   <translation>Links und rechts sind vertauscht: Die rechte Platte antwortet, wenn die linke belastet wird, und umgekehrt.</translation>
  </message>
  <message>
   <source>Left and right mirror</source>
   <translation>Links und rechts gespiegelt</translation>
  </message>
  <message>
   <source>Left and right were compared in no visit</source>
   <translation>Links und rechts wurden an keinem Termin verglichen</translation>
  </message>
  <message>
   <source>Left and right were not recorded at the same time.</source>
   <translation>Links und rechts wurden nicht zur selben Zeit aufgenommen.</translation>
  </message>
  <message>
   <source>Left grip</source>
   <translation>Linkes Dynamometer</translation>
  </message>
  <message>
   <source>Left higher</source>
   <translation>Links höher</translation>
  </message>
  <message>
   <source>Left out by the operator.</source>
   <translation>Von der prüfenden Person ausgelassen.</translation>
  </message>
  <message>
   <source>Left {}</source>
   <translation>Links {}</translation>
  </message>
  <message>
   <source>Length of the effort</source>
   <translation>Dauer des Versuchs</translation>
  </message>
  <message>
   <source>Let it warm up for 15 minutes and check again; if it goes on, the cell or its glue is failing.</source>
   <translation>15 Minuten warmlaufen lassen und erneut prüfen; geht es weiter, versagt die Zelle oder ihre Klebung.</translation>
  </message>
  <message>
   <source>Level held, of own maximum</source>
   <translation>Gehaltenes Niveau, vom eigenen Maximum</translation>
  </message>
  <message>
   <source>Lift the mass off faster; if it stays so, look for what is loose, soft or filtered.</source>
   <translation>Die Masse schneller abheben; bleibt es so, nach etwas Losem, Weichem oder Gefiltertem suchen.</translation>
  </message>
  <message>
   <source>Lifting time</source>
   <translation>Hebezeit</translation>
  </message>
  <message>
   <source>Lifts</source>
   <translation>Hebungen</translation>
  </message>
  <message>
   <source>Limb held</source>
   <translation>Gliedmaße halten</translation>
  </message>
  <message>
   <source>Limb repetitions</source>
   <translation>Wiederholungen einer Gliedmaße</translation>
  </message>
  <message>
   <source>Linearity, hysteresis and return to zero</source>
   <translation>Linearität, Hysterese und Rückkehr auf null</translation>
  </message>
  <message>
   <source>Load</source>
   <translation>Last</translation>
  </message>
  <message>
   <source>Load moved at loss of form</source>
   <translation>Lastverschiebung beim Haltungsverlust</translation>
  </message>
  <message>
   <source>Load share</source>
   <translation>Lastverteilung</translation>
  </message>
  <message>
   <source>Load share at greatest force</source>
   <translation>Lastverteilung bei größter Kraft</translation>
  </message>
  <message>
   <source>Load share at the top</source>
   <translation>Lastverteilung oben</translation>
  </message>
  <message>
   <source>Load share, braking</source>
   <translation>Lastverteilung, Bremsen</translation>
  </message>
  <message>
   <source>Load share, going down</source>
   <translation>Lastverteilung, beim Hinuntergehen</translation>
  </message>
  <message>
   <source>Load share, landing</source>
   <translation>Lastverteilung, Landung</translation>
  </message>
  <message>
   <source>Load share, lifting</source>
   <translation>Lastverteilung, beim Heben</translation>
  </message>
  <message>
   <source>Load share, lowering</source>
   <translation>Lastverteilung, abwärts</translation>
  </message>
  <message>
   <source>Load share, propulsion</source>
   <translation>Lastverteilung, Abdruck</translation>
  </message>
  <message>
   <source>Load share, rising</source>
   <translation>Lastverteilung, aufwärts</translation>
  </message>
  <message>
   <source>Load share, unweighting</source>
   <translation>Lastverteilung, Entlastung</translation>
  </message>
  <message>
   <source>Long holds would fade or grow by themselves. Let it warm up; if it stays so, the cell is failing.</source>
   <translation>Langes Halten würde von selbst nachlassen oder wachsen. Warmlaufen lassen; bleibt es so, versagt die Zelle.</translation>
  </message>
  <message>
   <source>Look for a loose contact, and for switches and motors on the same supply.</source>
   <translation>Nach einem Wackelkontakt suchen, und nach Schaltern und Motoren am selben Stromkreis.</translation>
  </message>
  <message>
   <source>Look for what rubs or is screwed down crookedly; a cell that keeps doing so is overloaded or old.</source>
   <translation>Nach etwas Reibendem oder schief Verschraubtem suchen; eine Zelle, die das weiter tut, ist überlastet oder alt.</translation>
  </message>
  <message>
   <source>Look what else opens the port, and bring a radio device nearer.</source>
   <translation>Nachsehen, was den Anschluss sonst öffnet, und ein Funkgerät näher bringen.</translation>
  </message>
  <message>
   <source>Look what touches the plate or its top there, and whether the same mass stood at every place.</source>
   <translation>Nachsehen, was die Platte oder ihre Oberseite dort berührt, und ob an jeder Stelle dieselbe Masse stand.</translation>
  </message>
  <message>
   <source>Look whether something leans on it. If not, take a new zero and have the certificate renewed.</source>
   <translation>Nachsehen, ob etwas anlehnt. Wenn nicht, neu nullen und das Protokoll erneuern lassen.</translation>
  </message>
  <message>
   <source>Looking for Bluetooth devices failed</source>
   <translation>Die Suche nach Bluetooth-Geräten scheiterte</translation>
  </message>
  <message>
   <source>Looking for USB devices failed ({}). Plug it in again.</source>
   <translation>Die Suche nach USB-Geräten scheiterte ({}). Erneut einstecken.</translation>
  </message>
  <message>
   <source>Lost balance</source>
   <translation>Gleichgewicht verloren</translation>
  </message>
  <message>
   <source>Lost form</source>
   <translation>Haltung verloren</translation>
  </message>
  <message>
   <source>Lost of {} samples</source>
   <translation>Verloren von {} Messwerten</translation>
  </message>
  <message>
   <source>Lost samples</source>
   <translation>Verlorene Messwerte</translation>
  </message>
  <message>
   <source>Lowering time</source>
   <translation>Absenkzeit</translation>
  </message>
  <message>
   <source>Mains hum</source>
   <translation>Netzbrummen</translation>
  </message>
  <message>
   <source>Mains hum, {}</source>
   <translation>Netzbrummen, {}</translation>
  </message>
  <message>
   <source>Mark-10 force gauge</source>
   <translation>Mark-10-Kraftmessgerät</translation>
  </message>
  <message>
   <source>McGill 1999, 10.1016/s0003-9993(99)90087-4: healthy young people, 31 men and 44 women</source>
   <translation>McGill 1999, 10.1016/s0003-9993(99)90087-4: gesunde junge Menschen, 31 Männer und 44 Frauen</translation>
  </message>
  <message>
   <source>Mean braking force</source>
   <translation>Mittlere Kraft beim Bremsen</translation>
  </message>
  <message>
   <source>Mean deviation from path</source>
   <translation>Mittlere Abweichung vom Pfad</translation>
  </message>
  <message>
   <source>Mean deviation from target</source>
   <translation>Mittlere Abweichung vom Ziel</translation>
  </message>
  <message>
   <source>Mean distance of sway</source>
   <translation>Mittlerer Schwankabstand</translation>
  </message>
  <message>
   <source>Mean force</source>
   <translation>Mittlere Kraft</translation>
  </message>
  <message>
   <source>Mean force at the top</source>
   <translation>Mittlere Kraft oben</translation>
  </message>
  <message>
   <source>Mean force of the effort</source>
   <translation>Mittlere Kraft des Versuchs</translation>
  </message>
  <message>
   <source>Mean force, lowering</source>
   <translation>Mittlere Kraft, abwärts</translation>
  </message>
  <message>
   <source>Mean force, rising</source>
   <translation>Mittlere Kraft, aufwärts</translation>
  </message>
  <message>
   <source>Mean force, sitting down</source>
   <translation>Mittlere Kraft beim Hinsetzen</translation>
  </message>
  <message>
   <source>Mean force, whole test</source>
   <translation>Mittlere Kraft, ganzer Test</translation>
  </message>
  <message>
   <source>Mean frequency (path)</source>
   <translation>Mittlere Frequenz (Weg)</translation>
  </message>
  <message>
   <source>Mean frequency (spectrum)</source>
   <translation>Mittlere Frequenz (Spektrum)</translation>
  </message>
  <message>
   <source>Mean power</source>
   <translation>Mittlere Leistung</translation>
  </message>
  <message>
   <source>Mean power per mass</source>
   <translation>Mittlere Leistung je Masse</translation>
  </message>
  <message>
   <source>Mean power, rising</source>
   <translation>Mittlere Leistung, aufwärts</translation>
  </message>
  <message>
   <source>Mean propulsive force</source>
   <translation>Mittlere Kraft des Abdrucks</translation>
  </message>
  <message>
   <source>Mean upward speed</source>
   <translation>Mittlere Geschwindigkeit aufwärts</translation>
  </message>
  <message>
   <source>Measure longer.</source>
   <translation>Länger messen.</translation>
  </message>
  <message>
   <source>Median frequency</source>
   <translation>Medianfrequenz</translation>
  </message>
  <message>
   <source>Missing: {}{}. {}, then start again.</source>
   <translation>Es fehlt: {}{}. {}, dann neu starten.</translation>
  </message>
  <message>
   <source>More than ever, keep pushing!</source>
   <translation>Mehr als je zuvor, weiterdrücken!</translation>
  </message>
  <message>
   <source>More than one shift fits: the pulses come too evenly. Use pulses at uneven times.</source>
   <translation>Mehr als eine Verschiebung passt: Die Impulse kommen zu gleichmäßig. Impulse in ungleichen Abständen verwenden.</translation>
  </message>
  <message>
   <source>More than one shift fits: the rhythm was even. Press three times, with pauses of different length.</source>
   <translation>Mehr als eine Verschiebung passt: Der Rhythmus war gleichmäßig. Dreimal drücken, mit verschieden langen Pausen.</translation>
  </message>
  <message>
   <source>Most uneven moment</source>
   <translation>Ungleichster Moment</translation>
  </message>
  <message>
   <source>Move chargers and mains leads away from cable and plates; check the ground and the shield.</source>
   <translation>Ladegeräte und Netzkabel von Kabel und Platten entfernen; Erdung und Schirm prüfen.</translation>
  </message>
  <message>
   <source>Names can only be looked at where the look can be written down: open for writing.</source>
   <translation>Namen lassen sich nur ansehen, wo die Einsicht vermerkt werden kann.</translation>
  </message>
  <message>
   <source>Net force at {} ms</source>
   <translation>Nettokraft nach {} ms</translation>
  </message>
  <message>
   <source>Net impulse of the effort</source>
   <translation>Nettoimpuls des Versuchs</translation>
  </message>
  <message>
   <source>Net impulse {}-{} ms</source>
   <translation>Nettoimpuls {}–{} ms</translation>
  </message>
  <message>
   <source>Net impulse, first half of propulsion</source>
   <translation>Nettoimpuls, erste Hälfte des Abdrucks</translation>
  </message>
  <message>
   <source>Net impulse, second half of propulsion</source>
   <translation>Nettoimpuls, zweite Hälfte des Abdrucks</translation>
  </message>
  <message>
   <source>Net mean force of the effort</source>
   <translation>Mittlere Nettokraft des Versuchs</translation>
  </message>
  <message>
   <source>Net peak force</source>
   <translation>Netto-Spitzenkraft</translation>
  </message>
  <message>
   <source>Net propulsive impulse</source>
   <translation>Nettoimpuls des Abdrucks</translation>
  </message>
  <message>
   <source>Net stable peak force</source>
   <translation>Stabile Netto-Spitzenkraft</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Next push</source>
   <translation>Nächster Versuch</translation>
  </message>
  <message>
   <source>No backup was made today: it needs {} MB, and {} MB are free in {}, of which 2,000 MB are left to recordings. Make it on another disk: station backup DIR.</source>
   <translation>Heute wurde keine Sicherung erstellt: Sie braucht {} MB, und {} MB sind in {} frei, davon bleiben 2000 MB für Aufnahmen. Auf einem anderen Datenträger erstellen: station backup DIR.</translation>
  </message>
  <message>
   <source>No body mass {} is stored here.</source>
   <translation>Eine Körpermasse {} ist hier nicht gespeichert.</translation>
  </message>
  <message>
   <source>No bouts of work to analyse: {}. Check that the dynamometers are in place, then repeat the trial.</source>
   <translation>Keine Arbeitsphasen zum Auswerten: {}. Prüfen, ob die Dynamometer an ihrem Platz sind, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>No bridge found: {}. Check that the feet are on the plates, then begin and end with the hips down.</source>
   <translation>Keine Brücke gefunden: {}. Prüfen, ob die Füße auf den Platten stehen, dann mit der Hüfte unten beginnen und enden.</translation>
  </message>
  <message>
   <source>No calibration {} is kept here.</source>
   <translation>Hier wird keine Kalibrierung {} aufbewahrt.</translation>
  </message>
  <message>
   <source>No countermovement: the force never dips below body weight before the push. This looks like a squat jump. Stand tall, then dip and jump in one movement.</source>
   <translation>Keine Ausholbewegung: Die Kraft fällt vor dem Abdruck nie unter das Körpergewicht. Dies sieht nach einem Squat Jump aus. Aufrecht stehen, dann in einer Bewegung tief gehen und springen.</translation>
  </message>
  <message>
   <source>No drop jump: {}.</source>
   <translation>Kein Drop Jump: {}.</translation>
  </message>
  <message>
   <source>No earlier peak of this side in this position: the band comes with the first push.</source>
   <translation>Kein früherer Spitzenwert dieser Seite in dieser Position: Das Band kommt mit dem ersten Versuch.</translation>
  </message>
  <message>
   <source>No effort found: the force never rises by {} N for {} s. Check that the dynamometer is in place, then repeat the trial.</source>
   <translation>Kein Versuch gefunden: Die Kraft steigt nie {1} s lang um {0} N. Prüfen, ob das Dynamometer an seinem Platz ist, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>No hold found: {}. {}</source>
   <translation>Kein Halten gefunden: {}. {}</translation>
  </message>
  <message>
   <source>No hops: {}. Keep hopping on the plates until told to stop.</source>
   <translation>Keine Hops: {}. Auf den Platten weiterhüpfen, bis Stopp gesagt wird.</translation>
  </message>
  <message>
   <source>No jump found: nobody left the plates for 0.1 s after a push-off. Repeat the trial.</source>
   <translation>Kein Sprung gefunden: Niemand verließ nach einem Abdruck die Platten für 0,1 s. Den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>No landing on the plates after take-off. Land on both plates, then repeat the trial.</source>
   <translation>Keine Landung auf den Platten nach dem Absprung. Auf beiden Platten landen, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>No lift found: {}. Stand still for a second without the object and for a second with it.</source>
   <translation>Kein Heben gefunden: {}. Eine Sekunde ohne den Gegenstand und eine Sekunde mit ihm ruhig stehen.</translation>
  </message>
  <message>
   <source>No movement of more than {} N was in both. Press the devices together, briskly.</source>
   <translation>In beiden war keine Bewegung von mehr als {} N. Die Geräte kräftig zusammendrücken.</translation>
  </message>
  <message>
   <source>No name is written down for {}. The report can be made without it.</source>
   <translation>Für {} ist kein Name notiert. Der Bericht kann ohne ihn entstehen.</translation>
  </message>
  <message>
   <source>No number came out.</source>
   <translation>Es kam kein Wert heraus.</translation>
  </message>
  <message>
   <source>No number of this trial is used; the recording is kept.</source>
   <translation>Kein Wert dieses Durchgangs wird verwendet; die Aufnahme bleibt erhalten.</translation>
  </message>
  <message>
   <source>No proof begins</source>
   <translation>Kein Nachweis beginnt</translation>
  </message>
  <message>
   <source>No pulse of one input is near one of the other. Check that both get the same pulses.</source>
   <translation>Kein Impuls eines Eingangs liegt nahe einem des anderen. Prüfen, ob beide dieselben Impulse bekommen.</translation>
  </message>
  <message>
   <source>No repetition found: {}. Check that the {} as the position says, then begin and end at rest.</source>
   <translation>Keine Wiederholung gefunden: {}. Prüfen, ob {}, wie die Position es sagt, dann in Ruhe beginnen und enden.</translation>
  </message>
  <message>
   <source>No repetition found: {}. Stand still on both plates, do the repetitions without touching anything, and stand still again.</source>
   <translation>Keine Wiederholung gefunden: {}. Ruhig auf beiden Platten stehen, die Wiederholungen ohne Berühren ausführen und wieder ruhig stehen.</translation>
  </message>
  <message>
   <source>No rise from a seat found: {}. Put the chair beside the plates, both feet on them, and begin seated.</source>
   <translation>Kein Aufstehen vom Sitz gefunden: {}. Den Stuhl neben die Platten stellen, beide Füße darauf, und sitzend beginnen.</translation>
  </message>
  <message>
   <source>No shift of the weight found: {}. Begin in the middle, shift to one foot until the band is reached, hold it, and come back to the middle.</source>
   <translation>Keine Gewichtsverlagerung gefunden: {}. In der Mitte beginnen, auf einen Fuß verlagern, bis das Band erreicht ist, halten und zur Mitte zurückkehren.</translation>
  </message>
  <message>
   <source>No stance on one leg: {}. Then repeat the trial.</source>
   <translation>Kein Stand auf einem Bein: {}. Dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>No step-down found: {}. Stand still on the box, lower the other foot to its plate and come up again without holding on, and stand still at the end.</source>
   <translation>Kein Step-down gefunden: {}. Ruhig auf der Box stehen, den anderen Fuß auf seine Platte senken, ohne Festhalten wieder hochkommen und am Ende ruhig stehen.</translation>
  </message>
  <message>
   <source>No test was done in this visit yet, so there is none to do once more. Choose one.</source>
   <translation>An diesem Termin wurde noch kein Test durchgeführt, also gibt es keinen zu wiederholen. Einen wählen.</translation>
  </message>
  <message>
   <source>No trial of this test has its main number.</source>
   <translation>Kein Durchgang dieses Tests hat seinen Hauptwert.</translation>
  </message>
  <message>
   <source>No trial {} is stored here. `station recordings list` shows what there is.</source>
   <translation>Hier ist kein Durchgang {} gespeichert. `station recordings list` zeigt, was es gibt.</translation>
  </message>
  <message>
   <source>No valid data from the {} in {} s, only bytes that make no sense: the speed of the port is wrong, the cable is damaged, or it is another device. Check the cable and the port.</source>
   <translation>Keine gültigen Daten von {} in {} s, nur unverständliche Bytes: Die Geschwindigkeit des Anschlusses ist falsch, das Kabel beschädigt, oder es ist ein anderes Gerät. Kabel und Anschluss prüfen.</translation>
  </message>
  <message>
   <source>No valid peak of this side is stored, so the band cannot be shown in newtons.</source>
   <translation>Kein gültiger Spitzenwert dieser Seite ist gespeichert; das Band lässt sich nicht in Newton zeigen.</translation>
  </message>
  <message>
   <source>No valid peak of this side is stored, so the path cannot be shown in newtons.</source>
   <translation>Kein gültiger Spitzenwert dieser Seite ist gespeichert; der Pfad lässt sich nicht in Newton zeigen.</translation>
  </message>
  <message>
   <source>No zero is taken until the plates are empty; the screen says why.</source>
   <translation>Es wird nicht genullt, bis die Platten leer sind; der Bildschirm sagt, warum.</translation>
  </message>
  <message>
   <source>Nobody is there to plug it in again.</source>
   <translation>Niemand ist da, um es wieder einzustecken.</translation>
  </message>
  <message>
   <source>Nobody is there to pull the cable.</source>
   <translation>Niemand ist da, um das Kabel zu ziehen.</translation>
  </message>
  <message>
   <source>Nobody is there to put masses on.</source>
   <translation>Niemand ist da, um Massen aufzulegen.</translation>
  </message>
  <message>
   <source>Nobody is there to stand on the plates.</source>
   <translation>Niemand ist da, um auf den Platten zu stehen.</translation>
  </message>
  <message>
   <source>Nobody is there to take the mass off.</source>
   <translation>Niemand ist da, um die Masse herunterzunehmen.</translation>
  </message>
  <message>
   <source>Nobody stands on a box: {}. Put the box on one plate, zero both plates with it, and stand on it with the other foot in the air.</source>
   <translation>Niemand steht auf einer Box: {}. Die Box auf eine Platte stellen, beide Platten damit nullen und sich darauf stellen, der andere Fuß in der Luft.</translation>
  </message>
  <message>
   <source>Nobody stands on the plates. Step on, one foot on each.</source>
   <translation>Niemand steht auf den Platten. Aufsteigen, ein Fuß auf jede.</translation>
  </message>
  <message>
   <source>Nobody stood on the plates for longer than a step. Repeat the trial.</source>
   <translation>Niemand stand länger als einen Schritt auf den Platten. Den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>Nobody stood on the plates for {} s of this stance ({} samples below {} N). Stand on both plates throughout, then repeat the trial.</source>
   <translation>Niemand stand während {} s dieses Stands auf den Platten ({} Messwerte unter {} N). Durchgehend auf beiden Platten stehen, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>Nobody stood on the plates long enough to see where.</source>
   <translation>Niemand stand lange genug auf den Platten, um zu sehen, wo.</translation>
  </message>
  <message>
   <source>Nobody stood on the plates.</source>
   <translation>Niemand stand auf den Platten.</translation>
  </message>
  <message>
   <source>Nobody stood on the plates: the force never exceeds 50 N.</source>
   <translation>Niemand stand auf den Platten: Die Kraft übersteigt nie 50 N.</translation>
  </message>
  <message>
   <source>Nobody stood on the plates: the force never reaches {} N.</source>
   <translation>Niemand stand auf den Platten: Die Kraft erreicht nie {} N.</translation>
  </message>
  <message>
   <source>Nobody was on the plates: the force never exceeds 50 N.</source>
   <translation>Niemand war auf den Platten: Die Kraft übersteigt nie 50 N.</translation>
  </message>
  <message>
   <source>Nobody with the code {} is known here.</source>
   <translation>Eine Person mit dem Code {} ist hier nicht bekannt.</translation>
  </message>
  <message>
   <source>Nobody with the id {} is stored here.</source>
   <translation>Niemand mit der Kennung {} ist hier gespeichert.</translation>
  </message>
  <message>
   <source>Noise, {}</source>
   <translation>Rauschen, {}</translation>
  </message>
  <message>
   <source>Noisiest cell beside the others</source>
   <translation>Unruhigste Zelle gegen die anderen</translation>
  </message>
  <message>
   <source>None of the {} jumps of this recording can be analysed. The first one: {}</source>
   <translation>Keiner der {} Sprünge dieser Aufnahme lässt sich auswerten. Der erste: {}</translation>
  </message>
  <message>
   <source>Not asked for.</source>
   <translation>Nicht gefragt.</translation>
  </message>
  <message>
   <source>Not asked, since {}. If a device is there, name it: serial:{}.</source>
   <translation>Nicht gefragt, da {}. Wenn dort ein Gerät ist, es nennen: serial:{}.</translation>
  </message>
  <message>
   <source>Not asked: the program {} has the port {} open. Close it, then search.</source>
   <translation>Nicht gefragt: Das Programm {} hat den Anschluss {} geöffnet. Es schließen, dann suchen.</translation>
  </message>
  <message>
   <source>Not computed again, so not comparable: {}</source>
   <translation>Nicht neu berechnet, also nicht vergleichbar: {}</translation>
  </message>
  <message>
   <source>Not distinguishable</source>
   <translation>Nicht unterscheidbar</translation>
  </message>
  <message>
   <source>Not done as it should be</source>
   <translation>Nicht so ausgeführt, wie es sein soll</translation>
  </message>
  <message>
   <source>Not every dynamometer answers ({}).</source>
   <translation>Nicht jedes Dynamometer antwortet ({}).</translation>
  </message>
  <message>
   <source>Not every plate answers its load ({}).</source>
   <translation>Nicht jede Platte antwortet auf ihre Last ({}).</translation>
  </message>
  <message>
   <source>Not still enough: ±{} N, needs ±{} N</source>
   <translation>Nicht ruhig genug: ±{} N, nötig ±{} N</translation>
  </message>
  <message>
   <source>Not still right before the jump: in the last {} s the force varies by {} N, {} N is the limit. Stand still until the signal, then jump.</source>
   <translation>Kurz vor dem Sprung nicht ruhig: In den letzten {} s schwankt die Kraft um {} N, die Grenze ist {} N. Bis zum Signal ruhig stehen, dann springen.</translation>
  </message>
  <message>
   <source>Not the client's: what was whole before counts, the rest is withheld or limited.</source>
   <translation>Liegt nicht an der Person: Was davor vollständig war, zählt, der Rest wird zurückgehalten oder eingeschränkt.</translation>
  </message>
  <message>
   <source>Nothing</source>
   <translation>Nichts</translation>
  </message>
  <message>
   <source>Nothing answered at {} (asked for: {}). Is the device switched on?</source>
   <translation>An {} antwortete nichts (gefragt nach: {}). Ist das Gerät eingeschaltet?</translation>
  </message>
  <message>
   <source>Nothing can be sent to the USB device any more. Check the cable.</source>
   <translation>An das USB-Gerät lässt sich nichts mehr senden. Das Kabel prüfen.</translation>
  </message>
  <message>
   <source>Nothing can be sent to {} any more ({}). Check the cable.</source>
   <translation>An {} lässt sich nichts mehr senden ({}). Das Kabel prüfen.</translation>
  </message>
  <message>
   <source>Nothing in the numbers: times are the device's own, not those of arrival.</source>
   <translation>Nichts an den Werten: Zeiten sind die des Geräts, nicht die der Ankunft.</translation>
  </message>
  <message>
   <source>Nothing is stored yet, so there is nothing to back up.</source>
   <translation>Noch ist nichts gespeichert, also gibt es nichts zu sichern.</translation>
  </message>
  <message>
   <source>Nothing of what is planned can be done in this test: {}.</source>
   <translation>Nichts von dem, was geplant ist, geht in diesem Test: {}.</translation>
  </message>
  <message>
   <source>Nothing says when GO was, so it is not known what was shown.</source>
   <translation>Nichts sagt, wann LOS war, daher ist nicht bekannt, was gezeigt wurde.</translation>
  </message>
  <message>
   <source>Nothing says when GO was, so it is not known where the path was at which moment. A path can only be followed live, not found in a file.</source>
   <translation>Nichts sagt, wann LOS war; darum ist nicht bekannt, wo der Pfad wann war. Einem Pfad lässt sich nur live folgen, in einer Datei ist er nicht zu finden.</translation>
  </message>
  <message>
   <source>Nothing there answers like a {}. Check that it is switched on, or choose its right kind.</source>
   <translation>Dort antwortet nichts wie {}. Prüfen, ob es eingeschaltet ist, oder die richtige Art wählen.</translation>
  </message>
  <message>
   <source>Nothing was checked, so there is nothing to keep.</source>
   <translation>Nichts wurde geprüft, also gibt es nichts aufzubewahren.</translation>
  </message>
  <message>
   <source>Nothing was measured yet. Wait a second, then weigh.</source>
   <translation>Noch wurde nichts gemessen. Eine Sekunde warten, dann wiegen.</translation>
  </message>
  <message>
   <source>Nothing was measured yet; the test goes on when it is back, from its zero.</source>
   <translation>Noch wurde nichts gemessen; der Test geht weiter, wenn es zurück ist, ab dem Nullen.</translation>
  </message>
  <message>
   <source>Nothing: how the bytes are cut makes no difference.</source>
   <translation>Nichts: Wie die Bytes zerteilt sind, macht keinen Unterschied.</translation>
  </message>
  <message>
   <source>Nothing: samples are put where their numbers say, or counted as lost when too late.</source>
   <translation>Nichts: Messwerte kommen an ihre nummerierte Stelle oder gelten, zu spät, als verloren.</translation>
  </message>
  <message>
   <source>Nothing: the counter of the device goes on where it wraps.</source>
   <translation>Nichts: Der Zähler des Geräts geht beim Überlauf weiter.</translation>
  </message>
  <message>
   <source>Nothing: what arrives twice is taken once.</source>
   <translation>Nichts: Was doppelt ankommt, wird einmal übernommen.</translation>
  </message>
  <message>
   <source>Noto Sans</source>
   <translation>Noto Sans</translation>
  </message>
  <message>
   <source>Now I lift it off</source>
   <translation>Jetzt hebe ich sie ab</translation>
  </message>
  <message>
   <source>Of what is planned this cannot be done in this test: {}.</source>
   <translation>Vom Geplanten ist in diesem Test nicht möglich: {}.</translation>
  </message>
  <message>
   <source>On the way to the computer</source>
   <translation>Auf dem Weg zum Computer</translation>
  </message>
  <message>
   <source>On the {} leg</source>
   <translation>Auf dem {} Bein</translation>
  </message>
  <message>
   <source>One more</source>
   <translation>Noch einer</translation>
  </message>
  <message>
   <source>One of the clinic's own tests is</source>
   <translation>Einer der eigenen Tests der Praxis ist</translation>
  </message>
  <message>
   <source>Only noise</source>
   <translation>Nur Rauschen</translation>
  </message>
  <message>
   <source>Only {} MB are free where the data lies ({}).</source>
   <translation>Nur {} MB sind frei, wo die Daten liegen ({}).</translation>
  </message>
  <message>
   <source>Only {} samples arrived. Wait until the curve runs, then zero.</source>
   <translation>Nur {} Messwerte kamen an. Warten, bis die Kurve läuft, dann nullen.</translation>
  </message>
  <message>
   <source>Overshoot</source>
   <translation>Überschwingen</translation>
  </message>
  <message>
   <source>P95 - P5 of x</source>
   <translation>P95 - P5 von x</translation>
  </message>
  <message>
   <source>P95 - P5 of y</source>
   <translation>P95 - P5 von y</translation>
  </message>
  <message>
   <source>Packets of an unknown kind are counted and passed over.</source>
   <translation>Pakete unbekannter Art werden gezählt und übergangen.</translation>
  </message>
  <message>
   <source>Path</source>
   <translation>Pfad</translation>
  </message>
  <message>
   <source>Pause at the bottom</source>
   <translation>Pause unten</translation>
  </message>
  <message>
   <source>Peak RFD</source>
   <translation>Größter Kraftanstieg (RFD)</translation>
  </message>
  <message>
   <source>Peak braking force</source>
   <translation>Spitzenkraft beim Bremsen</translation>
  </message>
  <message>
   <source>Peak downward velocity</source>
   <translation>Höchste Geschwindigkeit abwärts</translation>
  </message>
  <message>
   <source>Peak force</source>
   <translation>Spitzenkraft</translation>
  </message>
  <message>
   <source>Peak force above body weight</source>
   <translation>Spitzenkraft über Körpergewicht</translation>
  </message>
  <message>
   <source>Peak force in body weights</source>
   <translation>Spitzenkraft in Körpergewichten</translation>
  </message>
  <message>
   <source>Peak force of a contact, mean</source>
   <translation>Spitzenkraft eines Kontakts, Mittel</translation>
  </message>
  <message>
   <source>Peak force of the bouts</source>
   <translation>Spitzenkraft der Phasen</translation>
  </message>
  <message>
   <source>Peak force per body mass</source>
   <translation>Spitzenkraft je Körpermasse</translation>
  </message>
  <message>
   <source>Peak force, allometric</source>
   <translation>Spitzenkraft, allometrisch</translation>
  </message>
  <message>
   <source>Peak force, best</source>
   <translation>Spitzenkraft, beste</translation>
  </message>
  <message>
   <source>Peak force, mean of 3</source>
   <translation>Spitzenkraft, Mittel von 3</translation>
  </message>
  <message>
   <source>Peak force, mean of the best 2</source>
   <translation>Spitzenkraft, Mittel der besten 2</translation>
  </message>
  <message>
   <source>Peak power</source>
   <translation>Spitzenleistung</translation>
  </message>
  <message>
   <source>Peak power per mass</source>
   <translation>Spitzenleistung je Masse</translation>
  </message>
  <message>
   <source>Peak propulsive force</source>
   <translation>Spitzenkraft des Abdrucks</translation>
  </message>
  <message>
   <source>Peak torque</source>
   <translation>Spitzendrehmoment</translation>
  </message>
  <message>
   <source>Peak torque per body mass</source>
   <translation>Spitzendrehmoment je Körpermasse</translation>
  </message>
  <message>
   <source>Peak velocity</source>
   <translation>Höchstgeschwindigkeit</translation>
  </message>
  <message>
   <source>Pearson(F, height of the centre of mass); a spring has -1</source>
   <translation>Pearson(F, Höhe des Körperschwerpunkts); eine Feder hat -1</translation>
  </message>
  <message>
   <source>Plate {} does</source>
   <translation>Platte {} misst</translation>
  </message>
  <message>
   <source>Plate {} of the controller does not tell {} ({}), and without it its forces would be guesses. Check its plug, switch the controller off and on, then reconnect.</source>
   <translation>Platte {} des Controllers nennt nicht: {} ({}); ohne das wären ihre Kräfte geraten. Ihren Stecker prüfen, den Controller aus- und einschalten, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>Plate {} of the device {} does not measure, so there are no forces to show. Check the cable between plate and device, then switch the device off and on.</source>
   <translation>Platte {} des Geräts {} misst nicht; es gibt keine Kräfte zu zeigen. Das Kabel zwischen Platte und Gerät prüfen, dann das Gerät aus- und einschalten.</translation>
  </message>
  <message>
   <source>Plates {} do</source>
   <translation>Platten {} messen</translation>
  </message>
  <message>
   <source>Plug it in again, and see whether this computer gave it another name.</source>
   <translation>Wieder einstecken und nachsehen, ob dieser Computer ihm einen anderen Namen gab.</translation>
  </message>
  <message>
   <source>Plug it in and switch it on</source>
   <translation>Einstecken und einschalten</translation>
  </message>
  <message>
   <source>Plug {} in again, or switch it on, and press the key at that moment.</source>
   <translation>{} wieder einstecken oder einschalten und in diesem Moment die Taste drücken.</translation>
  </message>
  <message>
   <source>Power</source>
   <translation>Leistung</translation>
  </message>
  <message>
   <source>Practice</source>
   <translation>Übung</translation>
  </message>
  <message>
   <source>Practice, at {} % of full effort; it is not part of the result.</source>
   <translation>Übung, mit {} % des vollen Einsatzes; sie ist nicht Teil des Ergebnisses.</translation>
  </message>
  <message>
   <source>Propulsion time</source>
   <translation>Abdruckzeit</translation>
  </message>
  <message>
   <source>Propulsive impulse</source>
   <translation>Impuls des Abdrucks</translation>
  </message>
  <message>
   <source>Pull the cable of {}, or switch it off.</source>
   <translation>Das Kabel von {} ziehen oder es ausschalten.</translation>
  </message>
  <message>
   <source>Pull the right cable.</source>
   <translation>Am rechten Kabel ziehen.</translation>
  </message>
  <message>
   <source>Push</source>
   <translation>Versuch</translation>
  </message>
  <message>
   <source>Push harder!</source>
   <translation>Kräftiger drücken!</translation>
  </message>
  <message>
   <source>Push time</source>
   <translation>Abdruckzeit des Sprungs</translation>
  </message>
  <message>
   <source>Push {}</source>
   <translation>Versuch {}</translation>
  </message>
  <message>
   <source>Put it down</source>
   <translation>Hinlegen</translation>
  </message>
  <message>
   <source>Put it on hard, level ground; tighten its feet and its top.</source>
   <translation>Auf harten, ebenen Boden stellen; Füße und Oberseite festziehen.</translation>
  </message>
  <message>
   <source>Put {} kg at the {} corner of the {}.</source>
   <translation>{} kg auf die Ecke {} von {} legen.</translation>
  </message>
  <message>
   <source>Put {} kg in the middle of the {}.</source>
   <translation>{} kg in die Mitte von {} legen.</translation>
  </message>
  <message>
   <source>Python {}, {} {}</source>
   <translation>Python {}, {} {}</translation>
  </message>
  <message>
   <source>READY</source>
   <translation>BEREIT</translation>
  </message>
  <message>
   <source>REST</source>
   <translation>PAUSE</translation>
  </message>
  <message>
   <source>REVIEW</source>
   <translation>AUSWERTUNG</translation>
  </message>
  <message>
   <source>RFD of the push</source>
   <translation>Kraftanstieg des Abdrucks (RFD)</translation>
  </message>
  <message>
   <source>RIGHT</source>
   <translation>RECHTS</translation>
  </message>
  <message>
   <source>RMS of F (mean of 0.04 s minus mean of 0.3 s) before the tap / W</source>
   <translation>quadratisches Mittel von F (Mittel von 0,04 s minus Mittel von 0,3 s) vor dem Antippen / W</translation>
  </message>
  <message>
   <source>RSI of the best hop</source>
   <translation>RSI des besten Hops</translation>
  </message>
  <message>
   <source>RSI, flight time / contact time</source>
   <translation>RSI, Flugzeit / Kontaktzeit</translation>
  </message>
  <message>
   <source>RSI, flight time / contact time, mean</source>
   <translation>RSI, Flugzeit / Kontaktzeit, Mittel</translation>
  </message>
  <message>
   <source>RSI, flight-time height / contact time</source>
   <translation>RSI, Flugzeithöhe / Kontaktzeit</translation>
  </message>
  <message>
   <source>RSI, flight-time height / contact time, mean</source>
   <translation>RSI, Flugzeithöhe / Kontaktzeit, Mittel</translation>
  </message>
  <message>
   <source>RSI, impulse height / contact time</source>
   <translation>RSI, Impulshöhe / Kontaktzeit</translation>
  </message>
  <message>
   <source>RSI, mean of the best hops</source>
   <translation>RSI, Mittel der besten Hops</translation>
  </message>
  <message>
   <source>RSI-modified</source>
   <translation>RSI-modified</translation>
  </message>
  <message>
   <source>RSI-modified, flight-time height</source>
   <translation>RSI-modified, Flugzeithöhe</translation>
  </message>
  <message>
   <source>Rate of force, braking</source>
   <translation>Kraftanstieg, Bremsen</translation>
  </message>
  <message>
   <source>Rates of force and jump heights suffer. Check the device's settings and its kind.</source>
   <translation>Kraftanstiege und Sprunghöhen leiden. Einstellungen und Art des Geräts prüfen.</translation>
  </message>
  <message>
   <source>Ratio of the ellipse's axes</source>
   <translation>Verhältnis der Ellipsenachsen</translation>
  </message>
  <message>
   <source>Reconnecting</source>
   <translation>Verbindet neu</translation>
  </message>
  <message>
   <source>Repetitions</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <source>Repetitions can be 1 to {}, not {}.</source>
   <translation>Wiederholungen können 1 bis {} sein, nicht {}.</translation>
  </message>
  <message>
   <source>Rest now, and breathe.</source>
   <translation>Ruhen Sie sich aus und atmen Sie.</translation>
  </message>
  <message>
   <source>Restart the program</source>
   <translation>Das Programm neu starten</translation>
  </message>
  <message>
   <source>Retake</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <source>Return to zero</source>
   <translation>Rückkehr auf null</translation>
  </message>
  <message>
   <source>Return to zero, {}</source>
   <translation>Rückkehr auf null, {}</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <source>Right after zeroing the {} reads {} N.</source>
   <translation>{}: direkt nach dem Nullen {} N.</translation>
  </message>
  <message>
   <source>Right grip</source>
   <translation>Rechtes Dynamometer</translation>
  </message>
  <message>
   <source>Right higher</source>
   <translation>Rechts höher</translation>
  </message>
  <message>
   <source>Right {}</source>
   <translation>Rechts {}</translation>
  </message>
  <message>
   <source>Rises</source>
   <translation>Aufstehen</translation>
  </message>
  <message>
   <source>Rises in 30 s</source>
   <translation>Aufstehen in 30 s</translation>
  </message>
  <message>
   <source>Rising time</source>
   <translation>Aufrichtezeit</translation>
  </message>
  <message>
   <source>Romberg ratio of sway area</source>
   <translation>Romberg-Quotient der Schwankfläche</translation>
  </message>
  <message>
   <source>Romberg ratio of sway path</source>
   <translation>Romberg-Quotient des Schwankwegs</translation>
  </message>
  <message>
   <source>Romberg ratio of sway velocity</source>
   <translation>Romberg-Quotient der Schwankgeschwindigkeit</translation>
  </message>
  <message>
   <source>SD / mean between repetitions</source>
   <translation>SD / Mittel zwischen Wiederholungen</translation>
  </message>
  <message>
   <source>SD / mean of flight time / contact time</source>
   <translation>SD / Mittel von Flugzeit / Kontaktzeit</translation>
  </message>
  <message>
   <source>SD / mean of the contact times</source>
   <translation>SD / Mittel der Kontaktzeiten</translation>
  </message>
  <message>
   <source>SD / mean of the depths</source>
   <translation>SD / Mittel der Tiefen</translation>
  </message>
  <message>
   <source>SD / mean of the repetitions</source>
   <translation>SD / Mittel der Wiederholungen</translation>
  </message>
  <message>
   <source>SD / mean of the times between starts</source>
   <translation>SD / Mittel der Zeiten zwischen Anfängen</translation>
  </message>
  <message>
   <source>SD about a straight line / mean</source>
   <translation>SD um eine Gerade / Mittel</translation>
  </message>
  <message>
   <source>SD about a straight line / mean, on the plateaus from 1 s after they are reached</source>
   <translation>SD um eine Gerade / Mittel, auf den Plateaus ab 1 s nach ihrem Erreichen</translation>
  </message>
  <message>
   <source>SD between repetitions, mean over the curve</source>
   <translation>SD zwischen Wiederholungen, Mittel über die Kurve</translation>
  </message>
  <message>
   <source>SD of side / total about a straight line</source>
   <translation>SD von Seite / Summe um eine Gerade</translation>
  </message>
  <message>
   <source>SD of the difference between the plates about a straight line / mean total</source>
   <translation>SD des Unterschieds zwischen den Platten um eine Gerade / mittlere Summe</translation>
  </message>
  <message>
   <source>SD of the share (mean of 0.1 s) in the last 2 s</source>
   <translation>SD des Anteils (Mittel von 0,1 s) in den letzten 2 s</translation>
  </message>
  <message>
   <source>SD of the share of one side</source>
   <translation>SD des Anteils einer Seite</translation>
  </message>
  <message>
   <source>STOPPED</source>
   <translation>GESTOPPT</translation>
  </message>
  <message>
   <source>Sample rate</source>
   <translation>Abtastrate</translation>
  </message>
  <message>
   <source>Sample rate and its steadiness</source>
   <translation>Abtastrate und ihre Gleichmäßigkeit</translation>
  </message>
  <message>
   <source>Samples are missing in every hop. Check the connection, then repeat the trial.</source>
   <translation>In jedem Hop fehlen Messwerte. Die Verbindung prüfen, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>Samples are missing in the movement. Come closer or check the cables, then again.</source>
   <translation>In der Bewegung fehlen Messwerte. Näher kommen oder die Kabel prüfen, dann noch einmal.</translation>
  </message>
  <message>
   <source>Samples that are no numbers are counted as missing.</source>
   <translation>Messwerte, die keine Zahlen sind, gelten als fehlend.</translation>
  </message>
  <message>
   <source>Saving and computing.</source>
   <translation>Wird gespeichert und berechnet.</translation>
  </message>
  <message>
   <source>Say at least one of: target, hold in seconds, repetitions.</source>
   <translation>Mindestens eines angeben: Ziel, Haltedauer in Sekunden, Wiederholungen.</translation>
  </message>
  <message>
   <source>See that the mass stood on this plate, and that the plate is plugged in.</source>
   <translation>Darauf achten, dass die Masse auf dieser Platte stand und dass die Platte eingesteckt ist.</translation>
  </message>
  <message>
   <source>See that the plates do not touch each other; if they do not, the cable or the amplifier leaks.</source>
   <translation>Darauf achten, dass die Platten sich nicht berühren; tun sie es nicht, sprechen Kabel oder Verstärker über.</translation>
  </message>
  <message>
   <source>Sensor {} of the {} plate</source>
   <translation>Sensor {} der Platte {}</translation>
  </message>
  <message>
   <source>Serial number</source>
   <translation>Seriennummer</translation>
  </message>
  <message>
   <source>Server not reachable.</source>
   <translation>Server nicht erreichbar.</translation>
  </message>
  <message>
   <source>Sets how many samples a second all plates take.</source>
   <translation>Stellt ein, wie viele Messwerte je Sekunde alle Platten nehmen.</translation>
  </message>
  <message>
   <source>Sets the full scale of all plates.</source>
   <translation>Stellt den Messbereich aller Platten ein.</translation>
  </message>
  <message>
   <source>Settling after unloading</source>
   <translation>Einschwingen nach Entlastung</translation>
  </message>
  <message>
   <source>Settling after unloading, {}</source>
   <translation>Beruhigung nach dem Entlasten, {}</translation>
  </message>
  <message>
   <source>Shaking on the way down</source>
   <translation>Zittern abwärts</translation>
  </message>
  <message>
   <source>Share held</source>
   <translation>Gehaltener Anteil</translation>
  </message>
  <message>
   <source>Share of load moved</source>
   <translation>Verschobener Lastanteil</translation>
  </message>
  <message>
   <source>Share of the contact</source>
   <translation>Anteil am Kontakt</translation>
  </message>
  <message>
   <source>Share of the contacts</source>
   <translation>Anteil an den Kontakten</translation>
  </message>
  <message>
   <source>Shifting of weight</source>
   <translation>Verlagern des Gewichts</translation>
  </message>
  <message>
   <source>Shifts</source>
   <translation>Verlagerungen</translation>
  </message>
  <message>
   <source>Shifts that missed the band</source>
   <translation>Verlagerungen, die das Band verfehlten</translation>
  </message>
  <message>
   <source>Side bridge, left : extensors</source>
   <translation>Seitstütz links : Strecker</translation>
  </message>
  <message>
   <source>Side bridge, left : flexors</source>
   <translation>Seitstütz links : Beuger</translation>
  </message>
  <message>
   <source>Side bridge, right : extensors</source>
   <translation>Seitstütz rechts : Strecker</translation>
  </message>
  <message>
   <source>Side bridge, right : flexors</source>
   <translation>Seitstütz rechts : Beuger</translation>
  </message>
  <message>
   <source>Side bridge, right : left</source>
   <translation>Seitstütz rechts : links</translation>
  </message>
  <message>
   <source>Simulated Counterpoise plates</source>
   <translation>Simulierte Counterpoise-Platten</translation>
  </message>
  <message>
   <source>Simulated dynamometer</source>
   <translation>Simuliertes Dynamometer</translation>
  </message>
  <message>
   <source>Simulated pair of plates</source>
   <translation>Simuliertes Plattenpaar</translation>
  </message>
  <message>
   <source>Single samples are counted as lost; numbers that cannot do without them are limited.</source>
   <translation>Einzelne Messwerte werden als verloren gezählt; Werte, die nicht ohne sie auskommen, sind eingeschränkt.</translation>
  </message>
  <message>
   <source>Single wild samples</source>
   <translation>Einzelne Ausreißer</translation>
  </message>
  <message>
   <source>Somebody steps on, one foot on each plate, and stands still.</source>
   <translation>Jemand steigt auf, je ein Fuß auf jeder Platte, und steht ruhig.</translation>
  </message>
  <message>
   <source>Something ({})</source>
   <translation>Etwas ({})</translation>
  </message>
  <message>
   <source>Speed at touch-down</source>
   <translation>Geschwindigkeit beim Aufsetzen</translation>
  </message>
  <message>
   <source>Spread of share between repetitions</source>
   <translation>Streuung der Verteilung zwischen Wiederholungen</translation>
  </message>
  <message>
   <source>Spring-like correlation</source>
   <translation>Federähnlichkeit (Korrelation)</translation>
  </message>
  <message>
   <source>Squat jump</source>
   <translation>Squat Jump</translation>
  </message>
  <message>
   <source>Squat, hinge</source>
   <translation>Kniebeuge, Hüftbeuge</translation>
  </message>
  <message>
   <source>Stable peak force</source>
   <translation>Stabile Spitzenkraft</translation>
  </message>
  <message>
   <source>Stand still with one foot on each.</source>
   <translation>Ruhig stehen, ein Fuß auf jeder.</translation>
  </message>
  <message>
   <source>Stand tall, look at one point, breathe</source>
   <translation>Aufrecht stehen, auf einen Punkt schauen, atmen</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Starten</translation>
  </message>
  <message>
   <source>Start early</source>
   <translation>Sofort starten</translation>
  </message>
  <message>
   <source>Start in {} s</source>
   <translation>Start in {} s</translation>
  </message>
  <message>
   <source>Starts in</source>
   <translation>Beginnt in</translation>
  </message>
  <message>
   <source>Steadiness of the rate</source>
   <translation>Beständigkeit der Rate</translation>
  </message>
  <message>
   <source>Step off</source>
   <translation>Absteigen</translation>
  </message>
  <message>
   <source>Step off, tap the LEFT plate once, then LEFT foot first.</source>
   <translation>Absteigen, die LINKE Platte einmal antippen, dann LINKER Fuß zuerst.</translation>
  </message>
  <message>
   <source>Step-downs</source>
   <translation>Step-downs</translation>
  </message>
  <message>
   <source>Step-downs without a tap</source>
   <translation>Step-downs ohne Antippen</translation>
  </message>
  <message>
   <source>Stepping on with the left foot first, the check of the sides says that they are exchanged.</source>
   <translation>Beim Aufsteigen mit dem linken Fuß zuerst sagt die Seitenprüfung, dass sie vertauscht sind.</translation>
  </message>
  <message>
   <source>Stiffness</source>
   <translation>Steifigkeit</translation>
  </message>
  <message>
   <source>Still. Take the weight.</source>
   <translation>Ruhig. Gewicht nehmen.</translation>
  </message>
  <message>
   <source>Stillness before the push</source>
   <translation>Ruhe vor dem Abdruck</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Stopp</translation>
  </message>
  <message>
   <source>Stopped by the client</source>
   <translation>Vom Klienten beendet</translation>
  </message>
  <message>
   <source>Stopped for pain</source>
   <translation>Wegen Schmerz beendet</translation>
  </message>
  <message>
   <source>Stopped, not said why</source>
   <translation>Gestoppt, ohne Angabe</translation>
  </message>
  <message>
   <source>Stopped. Say why it ended; until then its numbers are limited.</source>
   <translation>Gestoppt. Angeben, warum es endete; bis dahin sind die Werte eingeschränkt.</translation>
  </message>
  <message>
   <source>Stuck channels and wild samples</source>
   <translation>Hängende Kanäle und Ausreißer</translation>
  </message>
  <message>
   <source>Sway RMS</source>
   <translation>Schwankung RMS</translation>
  </message>
  <message>
   <source>Sway RMS, forward and back</source>
   <translation>Schwankung RMS, vor und zurück</translation>
  </message>
  <message>
   <source>Sway RMS, side to side</source>
   <translation>Schwankung RMS, seitlich</translation>
  </message>
  <message>
   <source>Sway area (95 % chi-square ellipse)</source>
   <translation>Schwankfläche (95-%-Chi-Quadrat-Ellipse)</translation>
  </message>
  <message>
   <source>Sway area (95 % circle)</source>
   <translation>Schwankfläche (95-%-Kreis)</translation>
  </message>
  <message>
   <source>Sway area (95 % prediction ellipse)</source>
   <translation>Schwankfläche (95-%-Vorhersageellipse)</translation>
  </message>
  <message>
   <source>Sway area (convex hull)</source>
   <translation>Schwankfläche (konvexe Hülle)</translation>
  </message>
  <message>
   <source>Sway area per second</source>
   <translation>Schwankfläche je Sekunde</translation>
  </message>
  <message>
   <source>Sway path</source>
   <translation>Schwankweg</translation>
  </message>
  <message>
   <source>Sway range of 90 %, forward and back</source>
   <translation>Schwankbreite von 90 %, vor und zurück</translation>
  </message>
  <message>
   <source>Sway range of 90 %, side to side</source>
   <translation>Schwankbreite von 90 %, seitlich</translation>
  </message>
  <message>
   <source>Sway range, forward and back</source>
   <translation>Schwankbreite, vor und zurück</translation>
  </message>
  <message>
   <source>Sway range, side to side</source>
   <translation>Schwankbreite, seitlich</translation>
  </message>
  <message>
   <source>Sway velocity</source>
   <translation>Schwankgeschwindigkeit</translation>
  </message>
  <message>
   <source>Sway velocity, forward and back</source>
   <translation>Schwankgeschwindigkeit, vor und zurück</translation>
  </message>
  <message>
   <source>Sway velocity, side to side</source>
   <translation>Schwankgeschwindigkeit, seitlich</translation>
  </message>
  <message>
   <source>Swing after unloading, {}</source>
   <translation>Nachschwingen nach dem Entlasten, {}</translation>
  </message>
  <message>
   <source>Switch it on and bring it near</source>
   <translation>Einschalten und näher bringen</translation>
  </message>
  <message>
   <source>Switches it off; it is switched on again by its button.</source>
   <translation>Schaltet es aus; eingeschaltet wird es wieder an seiner Taste.</translation>
  </message>
  <message>
   <source>Symmetry angle</source>
   <translation>Symmetriewinkel</translation>
  </message>
  <message>
   <source>Symmetry index</source>
   <translation>Symmetrieindex</translation>
  </message>
  <message>
   <source>System weight</source>
   <translation>Systemgewicht</translation>
  </message>
  <message>
   <source>TEC Gihan controller with {} plate{}</source>
   <translation>TEC-Gihan-Controller, Platten: {0}</translation>
  </message>
  <message>
   <source>TEC Gihan force-plate controller</source>
   <translation>TEC-Gihan-Controller für Kraftmessplatten</translation>
  </message>
  <message>
   <source>TEC Gihan, range of {} kN</source>
   <translation>TEC Gihan, Messbereich {} kN</translation>
  </message>
  <message>
   <source>Take everything off and step back.</source>
   <translation>Alles herunternehmen und zurücktreten.</translation>
  </message>
  <message>
   <source>Take the mass off. Step on, one foot on each plate, and stand still.</source>
   <translation>Die Masse herunternehmen. Aufsteigen, je ein Fuß auf jeder Platte, und ruhig stehen.</translation>
  </message>
  <message>
   <source>Take-off velocity</source>
   <translation>Absprunggeschwindigkeit</translation>
  </message>
  <message>
   <source>Taken over by the other plate</source>
   <translation>Von der anderen Platte übernommen</translation>
  </message>
  <message>
   <source>Takes the zero of all plates in the controller; they must be empty.</source>
   <translation>Nimmt im Controller den Nullpunkt aller Platten; sie müssen leer sein.</translation>
  </message>
  <message>
   <source>Tempo</source>
   <translation>Tempo</translation>
  </message>
  <message>
   <source>That device is not in reach any more. Search again.</source>
   <translation>Dieses Gerät ist nicht mehr in Reichweite. Erneut suchen.</translation>
  </message>
  <message>
   <source>That device is not used any more.</source>
   <translation>Dieses Gerät ist nicht mehr in Gebrauch.</translation>
  </message>
  <message>
   <source>That did not work because of a fault in this program ({}: {}).</source>
   <translation>Das ging wegen eines Fehlers in diesem Programm nicht ({}: {}).</translation>
  </message>
  <message>
   <source>That is your best, keep pushing!</source>
   <translation>Das ist Ihr Bestwert, weiterdrücken!</translation>
  </message>
  <message>
   <source>That trial is of another visit. Choose its test: the comparison over visits is made when it is done.</source>
   <translation>Dieser Durchgang gehört zu einem anderen Termin. Seinen Test wählen: Der Vergleich über Termine entsteht, wenn er erledigt ist.</translation>
  </message>
  <message>
   <source>The Bluetooth connection ended: the dynamometer went out of reach or switched off.</source>
   <translation>Die Bluetooth-Verbindung endete: Das Dynamometer ist außer Reichweite oder ausgeschaltet.</translation>
  </message>
  <message>
   <source>The Bluetooth connection is not open.</source>
   <translation>Die Bluetooth-Verbindung ist nicht offen.</translation>
  </message>
  <message>
   <source>The USB device is gone. Check the cable; it is looked for again.</source>
   <translation>Das USB-Gerät ist weg. Das Kabel prüfen; es wird weiter gesucht.</translation>
  </message>
  <message>
   <source>The USB device is not open.</source>
   <translation>Das USB-Gerät ist nicht offen.</translation>
  </message>
  <message>
   <source>The USB device was closed.</source>
   <translation>Das USB-Gerät wurde geschlossen.</translation>
  </message>
  <message>
   <source>The USB device {} is not plugged in. Plug it in and switch it on; it is looked for again.</source>
   <translation>Das USB-Gerät {} ist nicht eingesteckt. Einstecken und einschalten; es wird weiter gesucht.</translation>
  </message>
  <message>
   <source>The address of the server cannot be used. It is postgresql://USER@HOST/DATABASE; the password is best kept out of it, in the file that PGPASSFILE names.</source>
   <translation>Die Adresse des Servers ist nicht verwendbar. Sie lautet postgresql://NUTZER@RECHNER/DATENBANK; das Passwort gehört besser nicht hinein, sondern in die Datei, die PGPASSFILE nennt.</translation>
  </message>
  <message>
   <source>The backup could not be made: {}</source>
   <translation>Die Sicherung konnte nicht erstellt werden: {}</translation>
  </message>
  <message>
   <source>The backup could not be written to {} ({}), and nothing incomplete was left there under a backup's name. Free space or change the folder's permissions, or name a folder on another disk: station backup DIR.</source>
   <translation>Die Sicherung ließ sich nicht nach {} schreiben ({}); nichts Unvollständiges blieb dort unter dem Namen einer Sicherung. Platz schaffen, die Rechte des Ordners ändern oder einen Ordner auf einem anderen Datenträger nennen: station backup ORDNER.</translation>
  </message>
  <message>
   <source>The backup failed because of a fault in the program ({}: {}).</source>
   <translation>Die Sicherung ist an einem Fehler im Programm gescheitert ({}: {}).</translation>
  </message>
  <message>
   <source>The backup is being made.</source>
   <translation>Die Sicherung wird erstellt.</translation>
  </message>
  <message>
   <source>The backup is made and was read back: {}.</source>
   <translation>Die Sicherung ist erstellt und wurde zur Kontrolle gelesen: {}.</translation>
  </message>
  <message>
   <source>The backups cannot be looked at: {}</source>
   <translation>Die Sicherungen lassen sich nicht ansehen: {}</translation>
  </message>
  <message>
   <source>The band comes when the hold has begun.</source>
   <translation>Das Band kommt, wenn das Halten begonnen hat.</translation>
  </message>
  <message>
   <source>The band comes with the weight.</source>
   <translation>Das Band kommt mit dem Gewicht.</translation>
  </message>
  <message>
   <source>The battery is nearly empty.{}</source>
   <translation>Der Akku ist fast leer.{}</translation>
  </message>
  <message>
   <source>The battery is nearly empty; the dynamometer will switch off.</source>
   <translation>Der Akku ist fast leer; das Dynamometer wird sich ausschalten.</translation>
  </message>
  <message>
   <source>The battery of the plates is low{}. Charge them.</source>
   <translation>Der Akku der Platten ist schwach{}. Sie laden.</translation>
  </message>
  <message>
   <source>The battery of {} is low{}. Charge it before the next client.</source>
   <translation>Der Akku von {} ist schwach{}. Ihn vor der nächsten Person laden.</translation>
  </message>
  <message>
   <source>The battery of {} is nearly empty{}: no new trial begins with it. Charge it.</source>
   <translation>Der Akku von {} ist fast leer{}: Kein neuer Durchgang beginnt damit. Ihn laden.</translation>
  </message>
  <message>
   <source>The birth year can be from {} to this year, not {}.</source>
   <translation>Das Geburtsjahr kann von {} bis zu diesem Jahr reichen, nicht {}.</translation>
  </message>
  <message>
   <source>The birth year {} is in the future.</source>
   <translation>Das Geburtsjahr {} liegt in der Zukunft.</translation>
  </message>
  <message>
   <source>The body does not move up at take-off: the push was not recorded whole. Repeat the trial.</source>
   <translation>Der Körper bewegt sich beim Absprung nicht aufwärts: Der Abdruck wurde nicht ganz aufgenommen. Den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>The body does not stand still in the squat before the push: this looks like a countermovement jump. Sink, stay still for 2 s, then push straight up.</source>
   <translation>Der Körper steht vor dem Abdruck nicht still in der Hocke: Dies sieht nach einem Countermovement Jump aus. Tief gehen, 2 s stillhalten, dann gerade hoch abdrücken.</translation>
  </message>
  <message>
   <source>The body sinks and stands still before it dips and jumps: this looks like a squat jump or a false start. Stand tall and still, then dip and jump in one go.</source>
   <translation>Der Körper sinkt und steht still, bevor er ausholt und springt: Dies sieht nach einem Squat Jump oder Fehlstart aus. Aufrecht und ruhig stehen, dann in einem Zug tief gehen und springen.</translation>
  </message>
  <message>
   <source>The cable is out: the strip says so, and after some seconds the plates are back.</source>
   <translation>Das Kabel ist gezogen: Die Leiste sagt es, und nach einigen Sekunden sind die Platten zurück.</translation>
  </message>
  <message>
   <source>The cable of {} is pulled.</source>
   <translation>Das Kabel von {} ist gezogen.</translation>
  </message>
  <message>
   <source>The calibration is of device {}, and device {} is attached. Its forces would be wrong, so none are shown. Give the calibration that belongs to this device.</source>
   <translation>Die Kalibrierung gehört zu Gerät {}, angeschlossen ist Gerät {}. Seine Kräfte wären falsch, darum werden keine gezeigt. Die Kalibrierung angeben, die zu diesem Gerät gehört.</translation>
  </message>
  <message>
   <source>The calibration that the plates keep is damaged or of other plates, so it is not used. Calibrate them again, or give their calibration as a file.</source>
   <translation>Die Kalibrierung, die die Platten aufbewahren, ist beschädigt oder gehört zu anderen Platten; sie wird nicht verwendet. Die Platten neu kalibrieren oder ihre Kalibrierung als Datei angeben.</translation>
  </message>
  <message>
   <source>The calibration {} is of device {}, and this is {}.</source>
   <translation>Die Kalibrierung {} gehört zu Gerät {}, und dies ist {}.</translation>
  </message>
  <message>
   <source>The certificate does not say where the cells stand.</source>
   <translation>Das Protokoll sagt nicht, wo die Zellen stehen.</translation>
  </message>
  <message>
   <source>The certificate is of device {}.</source>
   <translation>Das Protokoll gehört zu Gerät {}.</translation>
  </message>
  <message>
   <source>The check after the trial says that the zero has moved.</source>
   <translation>Die Prüfung nach dem Durchgang sagt, dass sich der Nullpunkt verschoben hat.</translation>
  </message>
  <message>
   <source>The clock is followed; how well it is known stands in the strip.</source>
   <translation>Der Uhr wird gefolgt; wie gut sie bekannt ist, steht in der Leiste.</translation>
  </message>
  <message>
   <source>The code {} is taken. Choose another one.</source>
   <translation>Der Code {} ist vergeben. Einen anderen wählen.</translation>
  </message>
  <message>
   <source>The code {} was given on two stations that did not hear of each other. Whoever got it on {} is {} from now on; nothing was mixed. If both are one person: station db join {} {}.</source>
   <translation>Der Code {} wurde auf zwei Stationen vergeben, die nichts voneinander wussten. Wer ihn auf {} bekam, heißt von nun an {}; nichts wurde vermischt. Sind beide dieselbe Person: station db join {} {}.</translation>
  </message>
  <message>
   <source>The comparison failed because of a fault in the program ({}: {}). What was measured is unharmed; station progress shows more.</source>
   <translation>Der Vergleich scheiterte an einem Programmfehler ({}: {}). Das Gemessene ist unversehrt; station progress zeigt mehr.</translation>
  </message>
  <message>
   <source>The computer slept for {}, and the devices are connected to anew.</source>
   <translation>Der Computer schlief {}, und die Geräte werden neu verbunden.</translation>
  </message>
  <message>
   <source>The computer slept.</source>
   <translation>Der Computer schlief.</translation>
  </message>
  <message>
   <source>The connection</source>
   <translation>Die Verbindung</translation>
  </message>
  <message>
   <source>The connection broke while it was being made</source>
   <translation>Die Verbindung brach beim Aufbau ab</translation>
  </message>
  <message>
   <source>The connection could not be closed</source>
   <translation>Die Verbindung ließ sich nicht schließen</translation>
  </message>
  <message>
   <source>The connection was closed.</source>
   <translation>Die Verbindung wurde geschlossen.</translation>
  </message>
  <message>
   <source>The controller answers {} differently every time. Check its cable, then reconnect.</source>
   <translation>Der Controller beantwortet {} jedes Mal anders. Sein Kabel prüfen, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>The controller answers {} with {}. Switch it and its plates off and on, then reconnect.</source>
   <translation>Der Controller beantwortet {} mit {}. Ihn und seine Platten aus- und einschalten, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>The controller did not become idle within {} s. Switch it off and on, then reconnect.</source>
   <translation>Der Controller kam innerhalb von {} s nicht zur Ruhe. Ihn aus- und einschalten, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>The controller has zeroed its plates.</source>
   <translation>Der Controller hat seine Platten genullt.</translation>
  </message>
  <message>
   <source>The controller keeps its range of {}; {} kN was wanted.</source>
   <translation>Der Controller behält seinen Messbereich von {}; gewünscht waren {} kN.</translation>
  </message>
  <message>
   <source>The controller keeps its rate of {}; {} was wanted.</source>
   <translation>Der Controller behält seine Rate von {}; gewünscht war {}.</translation>
  </message>
  <message>
   <source>The controller says a range of {}, which this program does not know. Its forces would be wrong by a factor, so none are taken. Set 3, 6 or 10 kN in the maker's program.</source>
   <translation>Der Controller nennt einen Messbereich von {}, den dieses Programm nicht kennt. Seine Kräfte wären um einen Faktor falsch; keine wird übernommen. Im Programm des Herstellers 3, 6 oder 10 kN einstellen.</translation>
  </message>
  <message>
   <source>The curve stops and catches up; nothing is lost and no number changes.</source>
   <translation>Die Kurve stockt und holt auf; nichts geht verloren, und kein Wert ändert sich.</translation>
  </message>
  <message>
   <source>The daily check with a known weight fails; a single trial cannot know it.</source>
   <translation>Die Tagesprüfung mit einem bekannten Gewicht scheitert; ein einzelner Durchgang kann es nicht wissen.</translation>
  </message>
  <message>
   <source>The database could not be {} ({}). Nothing of this step was changed. Check the disk (free space, permissions) and try again; raw recordings are separate files and unharmed.</source>
   <translation>Die Datenbank ließ sich nicht {} ({}). Von diesem Schritt wurde nichts geändert. Den Datenträger prüfen (Platz, Rechte) und erneut versuchen; Rohaufnahmen sind eigene Dateien und unversehrt.</translation>
  </message>
  <message>
   <source>The database on the server holds tables of another program. Use one of its own.</source>
   <translation>Die Datenbank auf dem Server enthält Tabellen eines anderen Programms. Eine eigene verwenden.</translation>
  </message>
  <message>
   <source>The day {} is in the future.</source>
   <translation>Der Tag {} liegt in der Zukunft.</translation>
  </message>
  <message>
   <source>The device answers like no Go Direct device that is known (command {}: {} bytes instead of {}). Update this program.</source>
   <translation>Das Gerät antwortet wie kein bekanntes Go-Direct-Gerät (Befehl {}: {} Bytes statt {}). Dieses Programm aktualisieren.</translation>
  </message>
  <message>
   <source>The device at this port answers like no Mark-10 gauge: it has no reading to tell.</source>
   <translation>Das Gerät an diesem Anschluss antwortet nicht wie ein Mark-10-Messgerät: Es nennt keinen Wert.</translation>
  </message>
  <message>
   <source>The device did not tell about itself</source>
   <translation>Das Gerät sagte nichts über sich</translation>
  </message>
  <message>
   <source>The device does not tell its battery.</source>
   <translation>Das Gerät meldet seinen Akku nicht.</translation>
  </message>
  <message>
   <source>The device does not tell its serial number and software version as every Frez Dyno does. Choose another device, or its right kind.</source>
   <translation>Das Gerät nennt Seriennummer und Softwareversion nicht, wie es jedes Frez Dyno tut. Ein anderes Gerät oder seine richtige Art wählen.</translation>
  </message>
  <message>
   <source>The device dropped samples before it could send them and does not say how many, so nothing is measured across this place. Bring it nearer to the computer, or connect it by USB.</source>
   <translation>Das Gerät ließ Messwerte fallen, bevor es sie senden konnte, und sagt nicht, wie viele; über diese Stelle hinweg wird nichts gemessen. Näher zum Computer bringen oder per USB verbinden.</translation>
  </message>
  <message>
   <source>The device has another set of Bluetooth services than this kind of dynamometer. Choose another device, or its right kind.</source>
   <translation>Das Gerät hat andere Bluetooth-Dienste als diese Art von Dynamometer. Ein anderes Gerät oder seine richtige Art wählen.</translation>
  </message>
  <message>
   <source>The device is gone from the strip; the station looks for it again and says so.</source>
   <translation>Das Gerät fehlt in der Leiste; die Station sucht es wieder und sagt es.</translation>
  </message>
  <message>
   <source>The device is not connected just now. Switch it on, wait until it streams, repeat.</source>
   <translation>Das Gerät ist gerade nicht verbunden. Einschalten, warten, bis es sendet, wiederholen.</translation>
  </message>
  <message>
   <source>The device on this port is another Harp board (it says {}, a LoadCells says {}). Choose the port of the LoadCells board.</source>
   <translation>Das Gerät an diesem Anschluss ist eine andere Harp-Karte (sie nennt {}, eine LoadCells nennt {}). Den Anschluss der LoadCells-Karte wählen.</translation>
  </message>
  <message>
   <source>The device restarts: its trial ends as the device's failure, never as the client's.</source>
   <translation>Das Gerät startet neu: Sein Durchgang endet als Versagen des Geräts, nie der Person.</translation>
  </message>
  <message>
   <source>The device says of its force sensor what cannot be (its range, or that it measures only now and then). Restart the device; if that does not help, it cannot be used here.</source>
   <translation>Das Gerät sagt über seinen Kraftsensor, was nicht sein kann (seinen Messbereich, oder dass er nur ab und zu misst). Das Gerät neu starten; hilft das nicht, ist es hier nicht verwendbar.</translation>
  </message>
  <message>
   <source>The device sends {} Hz; repetitions need {} Hz or more.</source>
   <translation>Das Gerät sendet {} Hz; Wiederholungen brauchen {} Hz oder mehr.</translation>
  </message>
  <message>
   <source>The device sends {} Hz; rises need {} Hz or more.</source>
   <translation>Das Gerät sendet {} Hz; Aufstehen braucht {} Hz oder mehr.</translation>
  </message>
  <message>
   <source>The device {} needs a side for each of its outputs, and none of them twice.</source>
   <translation>Das Gerät {} braucht eine Seite für jeden seiner Ausgänge, und keine doppelt.</translation>
  </message>
  <message>
   <source>The device's clock jumped ahead by {} s: it was set or reset.</source>
   <translation>Die Uhr des Geräts sprang um {} s vor: Sie wurde gestellt oder zurückgesetzt.</translation>
  </message>
  <message>
   <source>The device's clock jumped back by {} s: it was reset.</source>
   <translation>Die Uhr des Geräts sprang um {} s zurück: Sie wurde zurückgesetzt.</translation>
  </message>
  <message>
   <source>The device's force sensor cannot take a sample every {} ms or near it ({} ms at best). It is too slow for these tests: use another device.</source>
   <translation>Der Kraftsensor des Geräts kann nicht etwa alle {} ms einen Messwert nehmen (bestenfalls alle {} ms). Er ist zu langsam für diese Tests: ein anderes Gerät verwenden.</translation>
  </message>
  <message>
   <source>The devices are further apart in time than can be aligned. Connect them again, then press once more.</source>
   <translation>Die Geräte liegen zeitlich weiter auseinander, als abgeglichen werden kann. Neu verbinden, dann noch einmal drücken.</translation>
  </message>
  <message>
   <source>The devices did not measure the same movement. Press the two against each other and nothing else.</source>
   <translation>Die Geräte maßen nicht dieselbe Bewegung. Nur die beiden gegeneinander drücken.</translation>
  </message>
  <message>
   <source>The devices did not send at the same time for long enough. Wait until both send, then again.</source>
   <translation>Die Geräte sendeten nicht lange genug gleichzeitig. Warten, bis beide senden, dann noch einmal.</translation>
  </message>
  <message>
   <source>The devices stopped because of a fault in this program ({}).</source>
   <translation>Die Geräte hielten wegen eines Fehlers in diesem Programm an ({}).</translation>
  </message>
  <message>
   <source>The disk failed ({})</source>
   <translation>Der Datenträger versagte ({})</translation>
  </message>
  <message>
   <source>The disk of the server is full. Tell the administrator.</source>
   <translation>Der Datenträger des Servers ist voll. Die Verwaltung verständigen.</translation>
  </message>
  <message>
   <source>The dynamometer cannot be reached</source>
   <translation>Das Dynamometer ist nicht erreichbar</translation>
  </message>
  <message>
   <source>The dynamometer remembers a crash: "{}". It has started anew since. If that comes again, send this text to its maker; its error report can be cleared.</source>
   <translation>Das Dynamometer erinnert sich an einen Absturz: „{}“. Es hat seither neu gestartet. Kommt das wieder, diesen Text an den Hersteller senden; der Fehlerbericht lässt sich löschen.</translation>
  </message>
  <message>
   <source>The dynamometers are used for another test now. Zero them with the strap hanging loose.</source>
   <translation>Die Dynamometer werden jetzt für einen anderen Test verwendet. Mit locker hängendem Gurt nullen.</translation>
  </message>
  <message>
   <source>The earlier trial was measured with {}, this one is with {}: a difference between devices reads as a change of the client.</source>
   <translation>Der frühere Durchgang wurde mit {} gemessen, dieser mit {}: Ein Unterschied zwischen Geräten liest sich wie eine Veränderung der Person.</translation>
  </message>
  <message>
   <source>The effort breaks off: the trial asks how it ended.</source>
   <translation>Der Versuch bricht ab: Der Durchgang fragt, wie er endete.</translation>
  </message>
  <message>
   <source>The empty {} reads {} N: its zero has moved, or something is on it.</source>
   <translation>{}: leer {} N. Der Nullpunkt hat sich verschoben, oder es liegt etwas darauf.</translation>
  </message>
  <message>
   <source>The empty {} scatters more than a sound one.</source>
   <translation>{}: streut leer mehr als ein gesundes Gerät.</translation>
  </message>
  <message>
   <source>The file {} calls itself the recording {}: it was renamed or copied, or is none of this station's. No trial is made of it. Give it its own name back.</source>
   <translation>Die Datei {} nennt sich selbst Aufnahme {}: Sie wurde umbenannt oder kopiert oder stammt nicht von dieser Station. Kein Durchgang entsteht daraus. Ihr den eigenen Namen zurückgeben.</translation>
  </message>
  <message>
   <source>The fonts of a report are</source>
   <translation>Die Schriften eines Berichts sind</translation>
  </message>
  <message>
   <source>The foot that had {} % of the weight on the left plate has {} % on the right one.</source>
   <translation>Der Fuß, der {} % des Gewichts auf der linken Platte hatte, hat {} % auf der rechten.</translation>
  </message>
  <message>
   <source>The gauge at this port reads in {}, which is no force. Attach a force gauge, or choose a force unit on it.</source>
   <translation>Das Messgerät an diesem Anschluss zeigt {}; das ist keine Kraft. Ein Kraftmessgerät anschließen oder daran eine Krafteinheit wählen.</translation>
  </message>
  <message>
   <source>The gauge is not set to send pull and push with their own signs, so what it reads would be taken for something else. Set its polarity to plain (POL), then connect again.</source>
   <translation>Das Messgerät sendet Zug und Druck nicht mit eigenen Vorzeichen; seine Werte würden verwechselt. Seine Polarität auf einfach (POL) stellen, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>The gauge was switched from {} to {} while it was read. Readings are taken in one unit only: switch it back, or wait until it is read anew.</source>
   <translation>Das Messgerät wurde während des Ablesens von {} auf {} umgestellt. Werte werden nur in einer Einheit übernommen: zurückstellen oder warten, bis neu abgelesen wird.</translation>
  </message>
  <message>
   <source>The height in cm can be from {} to {}, not {}.</source>
   <translation>Die Größe in cm kann {} bis {} sein, nicht {}.</translation>
  </message>
  <message>
   <source>The identities could not be read or written ({}). Nothing of this step was changed there. Check the disk (free space, permissions), or the way to the server, and try again; what was measured is stored elsewhere and unharmed, and the code stands for the person meanwhile.</source>
   <translation>Die Identitäten ließen sich nicht lesen oder schreiben ({}). Von diesem Schritt wurde dort nichts geändert. Den Datenträger (freier Platz, Rechte) oder den Weg zum Server prüfen und erneut versuchen; was gemessen wurde, ist anderswo unversehrt gespeichert, und bis dahin steht der Code für die Person.</translation>
  </message>
  <message>
   <source>The identities were written by a newer version of this program (form {}; this one knows {}). Nothing was changed. Update this program.</source>
   <translation>Die Identitäten wurden von einer neueren Version dieses Programms geschrieben (Form {}; diese kennt {}). Nichts wurde geändert. Dieses Programm aktualisieren.</translation>
  </message>
  <message>
   <source>The knocks were too short for the slower device. Press for about a quarter of a second each.</source>
   <translation>Die Stöße waren zu kurz für das langsamere Gerät. Je etwa eine Viertelsekunde drücken.</translation>
  </message>
  <message>
   <source>The last good one was made {}, {}, in {}.</source>
   <translation>Die letzte gute wurde {} erstellt, {}, in {}.</translation>
  </message>
  <message>
   <source>The link was closed.</source>
   <translation>Die Verbindung wurde geschlossen.</translation>
  </message>
  <message>
   <source>The load cells</source>
   <translation>Die Wägezellen</translation>
  </message>
  <message>
   <source>The load moved the other way: this is the {} leg, and the test asks for the {} one. Repeat it with the {} leg, or choose the test of the other side.</source>
   <translation>Die Last wanderte andersherum: Dies ist das Bein {}, und der Test verlangt {}. Mit dem Bein {} wiederholen oder den Test der anderen Seite wählen.</translation>
  </message>
  <message>
   <source>The load was not seen to go off.</source>
   <translation>Das Abnehmen der Last war nicht zu sehen.</translation>
  </message>
  <message>
   <source>The logo cannot be drawn ({}). Save it again as PNG.</source>
   <translation>Das Logo lässt sich nicht zeichnen ({}). Es erneut als PNG speichern.</translation>
  </message>
  <message>
   <source>The logo {} cannot be read ({}).</source>
   <translation>Das Logo {} ist nicht lesbar ({}).</translation>
  </message>
  <message>
   <source>The logo {} is larger than {} MB. Make it smaller.</source>
   <translation>Das Logo {} ist größer als {} MB. Es verkleinern.</translation>
  </message>
  <message>
   <source>The logo {} is no PNG, JPEG or SVG.</source>
   <translation>Das Logo {} ist kein PNG, JPEG oder SVG.</translation>
  </message>
  <message>
   <source>The mark {} ({}) follows from others, or from the clock, and cannot be moved. Where it is a peak, move the onset or the end of that effort.</source>
   <translation>Die Marke {} ({}) folgt aus anderen oder aus der Uhr und lässt sich nicht verschieben. Wo sie eine Spitze ist, den Beginn oder das Ende dieses Versuchs verschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: onset, end. Move them apart.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Beginn, Ende. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The marks are not in order: onset, take-off, landing. Move them apart.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Beginn, Absprung, Landung. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, down, up, end, each within its lift. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Anfang, unten, oben, Ende, jede in ihrem Heben. Sie zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, end, each around its bridge. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Anfang, Ende, jeweils um ihre Brücke. Zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, end, each around its repetition. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Anfang, Ende, je um ihre Wiederholung. Sie zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, end. Move them apart.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Anfang, Ende. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, reached, leave, each in its shift. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Anfang, erreicht, Verlassen, jede in ihrer Verlagerung. Sie zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, stood, each within its rise. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Beginn, Stand, jeweils in ihrem Aufstehen. Zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, turn, end, each within its repetition. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Beginn, Umkehr, Ende, jeweils in ihrer Wiederholung. Zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: start, turn, end, each within its step, and tap before off. Move them back.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Anfang, Umkehr, Ende, jede in ihrem Schritt, und Antippen vor Abheben. Sie zurückschieben.</translation>
  </message>
  <message>
   <source>The marks are not in order: touch-down, take-off, landing. Move them apart.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Aufsetzen, Absprung, Landung. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The marks are not in order: touch-down, take-off, next touch-down. Move them apart.</source>
   <translation>Die Marken sind nicht in Reihenfolge: Aufsetzen, Absprung, nächstes Aufsetzen. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The marks of repetition {}, {}, are not in order: onset, end. Move them apart.</source>
   <translation>Die Marken der Wiederholung {}, {}, sind nicht in Reihenfolge: Beginn, Ende. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The marks of the bouts, {}, are not in order. Move them apart.</source>
   <translation>Die Marken der Phasen, {}, sind nicht in Reihenfolge. Auseinanderziehen.</translation>
  </message>
  <message>
   <source>The mass is lifted off the {} in one quick movement.</source>
   <translation>Die Masse wird in einer schnellen Bewegung von {} abgehoben.</translation>
  </message>
  <message>
   <source>The mass was not felt.</source>
   <translation>Die Masse wurde nicht gespürt.</translation>
  </message>
  <message>
   <source>The movement was at the very end of what was measured. Press once more, then wait a second.</source>
   <translation>Die Bewegung lag ganz am Ende des Gemessenen. Noch einmal drücken, dann eine Sekunde warten.</translation>
  </message>
  <message>
   <source>The movement was too soft to tell the moment. Press briskly, three times.</source>
   <translation>Die Bewegung war zu sanft, um den Moment zu erkennen. Dreimal kräftig drücken.</translation>
  </message>
  <message>
   <source>The next connection takes longer; the strip says that it is tried again.</source>
   <translation>Die nächste Verbindung dauert länger; die Leiste sagt, dass es erneut versucht wird.</translation>
  </message>
  <message>
   <source>The numbers are limited: they say what hurt allowed, not what the client can do.</source>
   <translation>Die Werte sind eingeschränkt: Sie sagen, was der Schmerz zuließ, nicht was die Person kann.</translation>
  </message>
  <message>
   <source>The page could not be set: {}</source>
   <translation>Die Seite ließ sich nicht setzen: {}</translation>
  </message>
  <message>
   <source>The path was not followed: {}. Repeat the trial.</source>
   <translation>Dem Pfad wurde nicht gefolgt: {}. Den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>The people</source>
   <translation>Die Menschen</translation>
  </message>
  <message>
   <source>The person {} of this visit is not stored here.</source>
   <translation>Die Person {} dieses Termins ist hier nicht gespeichert.</translation>
  </message>
  <message>
   <source>The placements do not tell the cells apart. Give more masses, or put the mass right over each corner, then begin again.</source>
   <translation>Die Auflagen unterscheiden die Zellen nicht. Mehr Massen angeben oder die Masse genau über jede Ecke legen, dann neu beginnen.</translation>
  </message>
  <message>
   <source>The plan has several doses of this exercise, so it is done as it is: end those that hold no more.</source>
   <translation>Der Plan enthält mehrere Dosen dieser Übung, sie wird deshalb unverändert ausgeführt: Die beenden, die nicht mehr gelten.</translation>
  </message>
  <message>
   <source>The plan is for the {} side, and this test is done with {}: it is done as it is.</source>
   <translation>Der Plan gilt für die Seite {}, und dieser Test wird mit {} ausgeführt: Er wird unverändert ausgeführt.</translation>
  </message>
  <message>
   <source>The plan of this client has a dose of this test, which is no exercise that is dosed: done at a part of what somebody can, its numbers would read as a loss. It is done as it is.</source>
   <translation>Der Plan dieser Person enthält eine Dosis dieses Tests, der keine dosierte Übung ist: Mit einem Teil des Möglichen ausgeführt, läsen sich seine Werte wie ein Verlust. Er wird unverändert ausgeführt.</translation>
  </message>
  <message>
   <source>The plates are not still</source>
   <translation>Die Platten sind nicht ruhig</translation>
  </message>
  <message>
   <source>The plates could not send everything: {} samples were left out. Use a faster line.</source>
   <translation>Die Platten konnten nicht alles senden: {} Messwerte wurden ausgelassen. Eine schnellere Leitung verwenden.</translation>
  </message>
  <message>
   <source>The plates describe themselves in a way that cannot be (plates, cells, rate or range), so none of their numbers are taken. Their firmware has to be corrected.</source>
   <translation>Die Platten beschreiben sich, wie es nicht sein kann (Platten, Zellen, Rate oder Messbereich); keiner ihrer Werte wird übernommen. Ihre Firmware muss berichtigt werden.</translation>
  </message>
  <message>
   <source>The plates do not look empty</source>
   <translation>Die Platten sehen nicht leer aus</translation>
  </message>
  <message>
   <source>The plates have no serial number, so their calibration and their sides could be mistaken for another pair's. Give them one in their firmware.</source>
   <translation>Die Platten haben keine Seriennummer; ihre Kalibrierung und ihre Seiten könnten mit denen eines anderen Paars verwechselt werden. Ihnen in der Firmware eine geben.</translation>
  </message>
  <message>
   <source>The plates say too little of themselves ({} bytes). Update their firmware.</source>
   <translation>Die Platten sagen zu wenig über sich ({} Bytes). Ihre Firmware aktualisieren.</translation>
  </message>
  <message>
   <source>The plates speak version {} of the plate protocol, and this program knows version {}. Their numbers could mean something else, so none are taken. Update this program.</source>
   <translation>Die Platten sprechen Version {} des Plattenprotokolls, und dieses Programm kennt Version {}. Ihre Werte könnten etwas anderes bedeuten; keiner wird übernommen. Dieses Programm aktualisieren.</translation>
  </message>
  <message>
   <source>The plates were empty until {} s before take-off: this looks like a drop jump. This test needs {} s of quiet standing, then one jump.</source>
   <translation>Die Platten waren bis {} s vor dem Absprung leer: Dies sieht nach einem Drop Jump aus. Dieser Test braucht {} s ruhigen Stand, dann einen Sprung.</translation>
  </message>
  <message>
   <source>The plates were not zeroed within {} s. Let nobody touch them, then zero again.</source>
   <translation>Die Platten wurden innerhalb von {} s nicht genullt. Niemand darf sie berühren; dann erneut nullen.</translation>
  </message>
  <message>
   <source>The port {} cannot be opened ({}). Check the cable and the name of the port.</source>
   <translation>Der Anschluss {} lässt sich nicht öffnen ({}). Kabel und Namen des Anschlusses prüfen.</translation>
  </message>
  <message>
   <source>The port {} is gone. Check the cable; it is looked for again.</source>
   <translation>Der Anschluss {} ist weg. Das Kabel prüfen; er wird weiter gesucht.</translation>
  </message>
  <message>
   <source>The port {} is not open.</source>
   <translation>Der Anschluss {} ist nicht offen.</translation>
  </message>
  <message>
   <source>The port {} was closed.</source>
   <translation>Der Anschluss {} wurde geschlossen.</translation>
  </message>
  <message>
   <source>The protocol {} does not say how the body weight is found.</source>
   <translation>Das Protokoll {} sagt nicht, wie das Körpergewicht ermittelt wird.</translation>
  </message>
  <message>
   <source>The protocol {} does not say which share of the weight is to be reached.</source>
   <translation>Das Protokoll {} sagt nicht, welcher Anteil des Gewichts zu erreichen ist.</translation>
  </message>
  <message>
   <source>The range</source>
   <translation>Der Messbereich</translation>
  </message>
  <message>
   <source>The range is {}. Connect again: every number means something else now.</source>
   <translation>Der Messbereich ist {}. Erneut verbinden: Jede Zahl bedeutet jetzt etwas anderes.</translation>
  </message>
  <message>
   <source>The rate is one of {}, not {}.</source>
   <translation>Die Rate ist eine von {}, nicht {}.</translation>
  </message>
  <message>
   <source>The rate is {}. Connect again.</source>
   <translation>Die Rate ist {}. Erneut verbinden.</translation>
  </message>
  <message>
   <source>The raw file {} is not what it was when this trial was stored (its checksum differs). Nothing is computed from it; put back the file from a backup.</source>
   <translation>Die Rohdatei {} ist nicht die, die sie war, als dieser Durchgang gespeichert wurde (ihre Prüfsumme weicht ab). Daraus wird nichts berechnet; die Datei aus einer Sicherung zurückholen.</translation>
  </message>
  <message>
   <source>The raw recording is safe.</source>
   <translation>Die Rohaufnahme ist sicher.</translation>
  </message>
  <message>
   <source>The raw recording of this trial lies on the station {}, where it was made; its numbers can be looked at everywhere. Compute it again, or move its marks, on that station.</source>
   <translation>Die Rohaufnahme dieses Durchgangs liegt auf der Station {}, wo sie entstand; die Werte lassen sich überall ansehen. Dort neu berechnen oder die Marken verschieben.</translation>
  </message>
  <message>
   <source>The recording cannot be created in {} ({}). Nothing would be saved, so the trial does not start. Check that the folder exists and may be written to, or choose another one.</source>
   <translation>Die Aufnahme lässt sich in {} nicht anlegen ({}). Nichts würde gespeichert, darum beginnt der Durchgang nicht. Prüfen, ob es den Ordner gibt und er beschreibbar ist, oder einen anderen wählen.</translation>
  </message>
  <message>
   <source>The recording does not say which side a device measured ({}).</source>
   <translation>Die Aufnahme sagt nicht, welche Seite ein Gerät maß ({}).</translation>
  </message>
  <message>
   <source>The recording ends in flight: there is no landing. Repeat the trial and let it run on.</source>
   <translation>Die Aufnahme endet im Flug: Es gibt keine Landung. Den Durchgang wiederholen und weiterlaufen lassen.</translation>
  </message>
  <message>
   <source>The recording ends where the stance begins. Repeat the trial.</source>
   <translation>Die Aufnahme endet, wo der Stand beginnt. Den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>The recording holds values that are not numbers. It cannot be used.</source>
   <translation>Die Aufnahme enthält Werte, die keine Zahlen sind. Sie ist nicht verwendbar.</translation>
  </message>
  <message>
   <source>The recording was cut off: what was whole before counts, the rest is withheld or limited.</source>
   <translation>Die Aufnahme wurde abgeschnitten: Was davor vollständig war, zählt, der Rest wird zurückgehalten oder eingeschränkt.</translation>
  </message>
  <message>
   <source>The recording {} belongs to a stored trial already.</source>
   <translation>Die Aufnahme {} gehört schon zu einem gespeicherten Durchgang.</translation>
  </message>
  <message>
   <source>The recording {} holds no usable samples in this part of the trial, so there is nothing to compute. The file stays as it is; repeat the trial.</source>
   <translation>Die Aufnahme {} enthält in diesem Teil des Durchgangs keine brauchbaren Messwerte; es gibt nichts zu berechnen. Die Datei bleibt, wie sie ist; den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>The report has a character that no installed font can show ({}). Write it with others, or leave the name out.</source>
   <translation>Der Bericht enthält ein Zeichen, das keine installierte Schrift zeigen kann ({}). Anders schreiben oder den Namen weglassen.</translation>
  </message>
  <message>
   <source>The right dynamometer was pushed first although it was the left one's turn: left and right may be swapped. Repeat with the left side first, or give each dynamometer the other side.</source>
   <translation>Das rechte Dynamometer wurde zuerst gedrückt, obwohl das linke an der Reihe war: Links und rechts sind vielleicht vertauscht. Mit der linken Seite zuerst wiederholen oder jedem Dynamometer die andere Seite geben.</translation>
  </message>
  <message>
   <source>The right plate was loaded first: left and right may be swapped. Step off and tap the LEFT plate once, or step on again with the LEFT foot first.</source>
   <translation>Die rechte Platte wurde zuerst belastet: Links und rechts sind vielleicht vertauscht. Absteigen und die LINKE Platte einmal antippen, oder mit dem LINKEN Fuß zuerst neu aufsteigen.</translation>
  </message>
  <message>
   <source>The same mass reads {} N {} on the way down than on the way up.</source>
   <translation>Dieselbe Masse zeigt auf dem Weg herunter {} N {} als auf dem Weg hinauf.</translation>
  </message>
  <message>
   <source>The same person turns round: each foot on the other plate.</source>
   <translation>Dieselbe Person dreht sich um: jeder Fuß auf der anderen Platte.</translation>
  </message>
  <message>
   <source>The same person weighs {} % more or less the other way round.</source>
   <translation>Dieselbe Person wiegt andersherum {} % mehr oder weniger.</translation>
  </message>
  <message>
   <source>The scale says that nobody stands on the plates.</source>
   <translation>Die Waage sagt, dass niemand auf den Platten steht.</translation>
  </message>
  <message>
   <source>The scale shows less than nothing, or more than it can, and how it sends that is not published: no force is shown. Unload it, set its zero (its button, or a tare), and hang it so that it is pulled.</source>
   <translation>Die Waage zeigt weniger als nichts oder mehr, als sie kann; wie sie das sendet, ist nicht veröffentlicht: Es wird keine Kraft gezeigt. Entlasten, ihren Nullpunkt setzen (ihre Taste oder ein Tara) und so aufhängen, dass daran gezogen wird.</translation>
  </message>
  <message>
   <source>The scale waits, says how restless it is and what helps.</source>
   <translation>Die Waage wartet, sagt, wie unruhig es ist und was hilft.</translation>
  </message>
  <message>
   <source>The server cannot prove that it is the clinic's (its TLS certificate does not fit), so nothing is sent to it. Have the administrator check its certificate and sslrootcert.</source>
   <translation>Der Server kann nicht beweisen, dass er der der Praxis ist (sein TLS-Zertifikat passt nicht); darum wird nichts an ihn gesendet. Die Verwaltung sein Zertifikat und sslrootcert prüfen lassen.</translation>
  </message>
  <message>
   <source>The server does not accept the user and the password of this station. Have the administrator check them.</source>
   <translation>Der Server nimmt Nutzer und Passwort dieser Station nicht an. Die Verwaltung sie prüfen lassen.</translation>
  </message>
  <message>
   <source>The server does not accept what this station stores ({}{}). Nothing of this step was changed.</source>
   <translation>Der Server nimmt nicht an, was diese Station speichert ({}{}). Von diesem Schritt wurde nichts geändert.</translation>
  </message>
  <message>
   <source>The server does not let this station do that. Have the administrator check its rights (docs/server.md).</source>
   <translation>Der Server erlaubt dieser Station das nicht. Die Verwaltung ihre Rechte prüfen lassen (docs/server.md).</translation>
  </message>
  <message>
   <source>The server has no such database. Have the administrator create it, or check the address.</source>
   <translation>Der Server hat keine solche Datenbank. Die Verwaltung sie anlegen lassen oder die Adresse prüfen.</translation>
  </message>
  <message>
   <source>The server is busy with another station.</source>
   <translation>Der Server ist mit einer anderen Station beschäftigt.</translation>
  </message>
  <message>
   <source>The server is read-only at the moment. Tell the administrator.</source>
   <translation>Der Server ist zurzeit schreibgeschützt. Die Verwaltung verständigen.</translation>
  </message>
  <message>
   <source>The server's database was written by {} (schema {}). This is {} (schema {}). Update this station to use it; nothing was changed.</source>
   <translation>Die Datenbank des Servers wurde von {} geschrieben (Schema {}). Dies ist {} (Schema {}). Zum Verwenden diese Station aktualisieren; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>The settings cannot be written to {} ({}). Have the permissions of that folder changed, or choose another place.</source>
   <translation>Die Einstellungen lassen sich nicht nach {} schreiben ({}). Die Rechte dieses Ordners ändern lassen oder einen anderen Ort wählen.</translation>
  </message>
  <message>
   <source>The stream was too short.</source>
   <translation>Der Datenstrom war zu kurz.</translation>
  </message>
  <message>
   <source>The streams were too short.</source>
   <translation>Die Datenströme waren zu kurz.</translation>
  </message>
  <message>
   <source>The strength of the signal was not told</source>
   <translation>Die Signalstärke wurde nicht genannt</translation>
  </message>
  <message>
   <source>The strip says that another program holds the port.</source>
   <translation>Die Leiste sagt, dass ein anderes Programm den Anschluss belegt.</translation>
  </message>
  <message>
   <source>The strip says that the connection is lost; it comes back by itself after a few seconds.</source>
   <translation>Die Leiste sagt, dass die Verbindung verloren ist; nach wenigen Sekunden kommt sie von selbst zurück.</translation>
  </message>
  <message>
   <source>The strip shows the low battery before a trial begins.</source>
   <translation>Die Leiste zeigt den schwachen Akku, bevor ein Durchgang beginnt.</translation>
  </message>
  <message>
   <source>The strip shows the lower rate, and numbers that need more are withheld with the reason.</source>
   <translation>Die Leiste zeigt die niedrigere Rate; Werte, die mehr brauchen, werden mit dem Grund zurückgehalten.</translation>
  </message>
  <message>
   <source>The test is stored in a form that this program does not read.</source>
   <translation>Der Test ist in einer Form gespeichert, die dieses Programm nicht liest.</translation>
  </message>
  <message>
   <source>The test was done to its end; its numbers count.</source>
   <translation>Der Test wurde bis zum Ende durchgeführt; seine Werte zählen.</translation>
  </message>
  <message>
   <source>The test was not done as it should be, as whoever ran it said. Repeat it.</source>
   <translation>Der Test wurde nach Angabe der durchführenden Person nicht so ausgeführt, wie er sein soll. Wiederholen.</translation>
  </message>
  <message>
   <source>The test {} is not what its file says, so its trials could not be computed again. Start the station anew.</source>
   <translation>Der Test {} ist nicht der seiner Datei; seine Durchgänge ließen sich nicht neu berechnen. Die Station neu starten.</translation>
  </message>
  <message>
   <source>The test {} is stored in a form that this program does not read ({}); nothing was computed. Use the version that made the trial.</source>
   <translation>Der Test {} ist in einer Form gespeichert, die dieses Programm nicht liest ({}); nichts wurde berechnet. Die Version verwenden, die den Durchgang erstellt hat.</translation>
  </message>
  <message>
   <source>The trial ended ({}) before one repetition was complete, so there is nothing to count. That is no fault of the set-up; it stays stored with how it ended.</source>
   <translation>Der Durchgang endete ({}), bevor eine Wiederholung vollständig war; es gibt nichts zu zählen. Das ist kein Fehler des Aufbaus; er bleibt mit seinem Ende gespeichert.</translation>
  </message>
  <message>
   <source>The trial says that a cell was at the end of its range; its peak is withheld.</source>
   <translation>Der Durchgang sagt, dass eine Zelle am Ende ihres Messbereichs war; seine Spitze wird zurückgehalten.</translation>
  </message>
  <message>
   <source>The trial says that readings stood still; what they make is withheld.</source>
   <translation>Der Durchgang sagt, dass Werte stillstanden; was daraus entsteht, wird zurückgehalten.</translation>
  </message>
  <message>
   <source>The trials were {}; {} of {} were computed again by the present version</source>
   <translation>Die Durchgänge waren {}; {} von {} wurden mit der jetzigen Version neu berechnet</translation>
  </message>
  <message>
   <source>The weight just before the jump differs by more than 5 % from the quiet stand before it. Stand with both feet on the plates, still, until the signal.</source>
   <translation>Das Gewicht kurz vor dem Sprung weicht um mehr als 5 % vom ruhigen Stand davor ab. Mit beiden Füßen ruhig auf den Platten stehen bis zum Signal.</translation>
  </message>
  <message>
   <source>The zero is {} min old, and after {} min the devices have drifted. Empty them and zero again.</source>
   <translation>Der Nullpunkt ist {} min alt, und nach {} min sind die Geräte gedriftet. Entlasten und erneut nullen.</translation>
  </message>
  <message>
   <source>The zero of the {} walks by {} N a minute.</source>
   <translation>{}: Der Nullpunkt wandert um {} N je Minute.</translation>
  </message>
  <message>
   <source>The zero was taken under load, so the trials since then are marked</source>
   <translation>Es wurde unter Last genullt, daher sind die Durchgänge seitdem gekennzeichnet</translation>
  </message>
  <message>
   <source>The {} cannot be used: {}. Its driver is not part of this program but of the package {}: update that package, or tell its makers.</source>
   <translation>{} ist nicht verwendbar: {}. Der Treiber gehört nicht zu diesem Programm, sondern zum Paket {}: dieses Paket aktualisieren oder es seinen Herstellern melden.</translation>
  </message>
  <message>
   <source>The {} did not answer a command within {} s. Switch it off and on again, then reconnect.</source>
   <translation>{} beantwortete einen Befehl nicht innerhalb von {} s. Aus- und wieder einschalten, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>The {} did not come back within {} s ({}). Check that it is switched on and within reach, then connect again.</source>
   <translation>{} kam nicht innerhalb von {} s zurück ({}). Prüfen, ob es eingeschaltet und in Reichweite ist, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>The {} did not tell about itself for {} s: the connection hangs.</source>
   <translation>{} sagte {} s lang nichts über sich: Die Verbindung hängt.</translation>
  </message>
  <message>
   <source>The {} does not answer its load.</source>
   <translation>{}: antwortet nicht auf die Last.</translation>
  </message>
  <message>
   <source>The {} does not answer.</source>
   <translation>{}: antwortet nicht.</translation>
  </message>
  <message>
   <source>The {} does not know the command {}. Its firmware is older or another than the ones this program knows (0.4 to 0.6).</source>
   <translation>{} kennt den Befehl {} nicht. Seine Firmware ist älter oder eine andere als die, die dieses Programm kennt (0.4 bis 0.6).</translation>
  </message>
  <message>
   <source>The {} has more than {} marks on one letter (at place {}).</source>
   <translation>{}: hat mehr als {} Zeichen auf einem Buchstaben (an Stelle {}).</translation>
  </message>
  <message>
   <source>The {} has no visible character.</source>
   <translation>{}: hat kein sichtbares Zeichen.</translation>
  </message>
  <message>
   <source>The {} has sent nothing for {} s.</source>
   <translation>{} hat seit {} s nichts gesendet.</translation>
  </message>
  <message>
   <source>The {} has {} characters; at most {} can be kept.</source>
   <translation>{}: hat {} Zeichen; höchstens {} werden aufbewahrt.</translation>
  </message>
  <message>
   <source>The {} holds a character that cannot be seen (U+{}, at place {}). Such characters can make a text read as another one. Type it again instead of pasting it.</source>
   <translation>{}: enthält ein unsichtbares Zeichen (U+{}, an Stelle {}). Solche Zeichen können einen Text als einen anderen lesen lassen. Erneut eintippen statt einfügen.</translation>
  </message>
  <message>
   <source>The {} holds half a character (a lone surrogate). Type it again.</source>
   <translation>{}: enthält ein halbes Zeichen (einzelnes Surrogat). Erneut eintippen.</translation>
  </message>
  <message>
   <source>The {} is empty. It needs 1 to {} visible characters.</source>
   <translation>{}: ist leer; nötig sind 1 bis {} sichtbare Zeichen.</translation>
  </message>
  <message>
   <source>The {} is not connected, so it cannot be told anything. Wait until it is back, then try again.</source>
   <translation>{} ist nicht verbunden und kann keine Befehle bekommen. Warten, bis es zurück ist, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>The {} is {} times as noisy as the others ({} N).</source>
   <translation>{}: {}-mal so unruhig wie die anderen ({} N).</translation>
  </message>
  <message>
   <source>The {} measures no force in newtons ({}). Use a hand dynamometer (GDX-HD), a force plate (GDX-FP) or a force sensor (GDX-FOR).</source>
   <translation>{} misst keine Kraft in Newton ({}). Ein Handdynamometer (GDX-HD), eine Kraftmessplatte (GDX-FP) oder einen Kraftsensor (GDX-FOR) verwenden.</translation>
  </message>
  <message>
   <source>The {} reads {} % {}.</source>
   <translation>{}: zeigt {} % {}.</translation>
  </message>
  <message>
   <source>The {} sensor</source>
   <translation>Der Sensor {}</translation>
  </message>
  <message>
   <source>The {} shows {} N {} in the {} corner than on the average of all.</source>
   <translation>{}: {} N {} an der Ecke {} als im Mittel aller.</translation>
  </message>
  <message>
   <source>The {} swings {} % of the load to the other side: it rings.</source>
   <translation>{}: schwingt um {} % der Last auf die andere Seite, schwingt also nach.</translation>
  </message>
  <message>
   <source>The {} takes {} s to come to rest.</source>
   <translation>{}: braucht {} s, um zur Ruhe zu kommen.</translation>
  </message>
  <message>
   <source>The {} took no command for {} s: the connection hangs.</source>
   <translation>{} nahm {} s lang keinen Befehl an: Die Verbindung hängt.</translation>
  </message>
  <message>
   <source>The {} {} cannot charge its battery: its charger has a fault.</source>
   <translation>{} {} kann den Akku nicht laden: Der Laderegler hat einen Fehler.</translation>
  </message>
  <message>
   <source>The {} {} has firmware {}, and this program knows versions up to {}.x. Its numbers could mean something else, so none are taken. Update this program.</source>
   <translation>{} {} hat Firmware {}, und dieses Programm kennt Versionen bis {}.x. Die Werte könnten etwas anderes bedeuten; keiner wird übernommen. Dieses Programm aktualisieren.</translation>
  </message>
  <message>
   <source>The {} {} says a rate of {} and {} plates. Its stream cannot be understood so. Check that its plates are plugged in and switched on, then reconnect.</source>
   <translation>{} {} nennt eine Rate von {} und {} Platten. So ist sein Datenstrom nicht zu verstehen. Prüfen, ob seine Platten eingesteckt und eingeschaltet sind, dann erneut verbinden.</translation>
  </message>
  <message>
   <source>There are no samples to analyse. Check that the devices were sending, then repeat the trial.</source>
   <translation>Es gibt keine Messwerte zum Auswerten. Prüfen, ob die Geräte gesendet haben, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>There are no samples, so nothing was shown.</source>
   <translation>Es gibt keine Messwerte, also wurde nichts gezeigt.</translation>
  </message>
  <message>
   <source>There is a pause at the bottom before the push: this looks like a squat jump. Dip and jump in one go.</source>
   <translation>Vor dem Abdruck gibt es unten eine Pause: Dies sieht nach einem Squat Jump aus. In einem Zug tief gehen und springen.</translation>
  </message>
  <message>
   <source>There is no USB device {}. Plug it in and switch it on. Plugged in are: {}.</source>
   <translation>Es gibt kein USB-Gerät {}. Einstecken und einschalten. Eingesteckt sind: {}.</translation>
  </message>
  <message>
   <source>There is no battery {}{} There are: {}.</source>
   <translation>Eine Batterie {} gibt es nicht{} Es gibt: {}.</translation>
  </message>
  <message>
   <source>There is no data folder {}: this computer has no such user.</source>
   <translation>Es gibt keinen Datenordner {}: Dieser Computer hat keinen solchen Benutzer.</translation>
  </message>
  <message>
   <source>There is no device {} in reach. Switch it on (many sleep when unused), bring it closer, and try again. Found: {}. {}</source>
   <translation>Kein Gerät {} ist in Reichweite. Einschalten (viele schlafen bei Nichtgebrauch), näher bringen und erneut versuchen. Gefunden: {}. {}</translation>
  </message>
  <message>
   <source>There is no file {}.</source>
   <translation>Es gibt keine Datei {}.</translation>
  </message>
  <message>
   <source>There is no folder {}. Connect its disk, or make it.</source>
   <translation>Es gibt keinen Ordner {}. Seinen Datenträger anschließen oder ihn anlegen.</translation>
  </message>
  <message>
   <source>There is no good backup in {}, and the database cannot be read.</source>
   <translation>Es gibt keine gute Sicherung in {}, und die Datenbank ist nicht lesbar.</translation>
  </message>
  <message>
   <source>There is no good backup of the only trial in {}.</source>
   <translation>Vom einzigen Durchgang gibt es keine gute Sicherung in {}.</translation>
  </message>
  <message>
   <source>There is no good backup of {} trials in {}.</source>
   <translation>Von {} Durchgängen gibt es keine gute Sicherung in {}.</translation>
  </message>
  <message>
   <source>There is no port {}. Plug the device in, or choose another port.</source>
   <translation>Es gibt keinen Anschluss {}. Das Gerät einstecken oder einen anderen Anschluss wählen.</translation>
  </message>
  <message>
   <source>There is no recording of the {} dynamometer, and this is a test of the {} side. Connect it, or choose the test of the other side.</source>
   <translation>Es gibt keine Aufnahme des {} Dynamometers, und dies ist ein Test der {} Seite. Es verbinden oder den Test der anderen Seite wählen.</translation>
  </message>
  <message>
   <source>There is no recording of the {} side. Connect it, then repeat the trial.</source>
   <translation>Es gibt keine Aufnahme der Seite {}. Sie verbinden, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>There is no session {} to store this trial in.</source>
   <translation>Es gibt keinen Termin {}, in dem dieser Durchgang gespeichert werden könnte.</translation>
  </message>
  <message>
   <source>There is no visit {} here.</source>
   <translation>Es gibt hier keinen Termin {}.</translation>
  </message>
  <message>
   <source>There is nothing to back up in {}: nothing was stored there yet.</source>
   <translation>In {} gibt es nichts zu sichern: Dort wurde noch nichts gespeichert.</translation>
  </message>
  <message>
   <source>There is nothing to save: no examination went to its end.</source>
   <translation>Es gibt nichts zu speichern: Keine Prüfung ging bis zum Ende.</translation>
  </message>
  <message>
   <source>There is nothing to {} about this trial.</source>
   <translation>An diesem Durchgang lässt sich nichts {}.</translation>
  </message>
  <message>
   <source>This appointment is not on the list any more: somebody took it out meanwhile.</source>
   <translation>Dieser Termin steht nicht mehr auf der Liste: Jemand hat ihn inzwischen herausgenommen.</translation>
  </message>
  <message>
   <source>This backup needs {} MB, and {} MB are free in {}. Free space, or name a folder on another disk: station backup DIR.</source>
   <translation>Diese Sicherung braucht {} MB; {} MB sind in {} frei. Platz schaffen oder einen Ordner auf einem anderen Datenträger nennen: station backup ORDNER.</translation>
  </message>
  <message>
   <source>This client has no earlier visit on this station. Choose a test or a battery.</source>
   <translation>Diese Person hat auf dieser Station keinen früheren Termin. Einen Test oder eine Batterie wählen.</translation>
  </message>
  <message>
   <source>This computer's Bluetooth carries messages of {} bytes to this device, and it sends up to {}: they would arrive cut off. Use another Bluetooth adapter (on Linux BlueZ 5.62 or newer), or connect it by cable where it has one.</source>
   <translation>Das Bluetooth dieses Computers überträgt Nachrichten von {} Bytes zu diesem Gerät, und es sendet bis zu {}: Sie kämen abgeschnitten an. Einen anderen Bluetooth-Adapter verwenden (unter Linux BlueZ 5.62 oder neuer) oder per Kabel verbinden, wo es eines hat.</translation>
  </message>
  <message>
   <source>This could not be saved because of a fault in the program ({}: {}).</source>
   <translation>Dies konnte wegen eines Fehlers im Programm nicht gespeichert werden ({}: {}).</translation>
  </message>
  <message>
   <source>This device does not number its samples, so a lost one leaves no hole: none was noticed, which does not mean that none was lost.</source>
   <translation>Dieses Gerät nummeriert seine Messwerte nicht; ein verlorener hinterlässt keine Lücke: Keiner fiel auf, was nicht heißt, dass keiner verloren ging.</translation>
  </message>
  <message>
   <source>This gauge keeps no peaks for a computer (Series 4); read them from its display.</source>
   <translation>Dieses Messgerät hält keine Spitzenwerte für einen Computer vor (Series 4); sie an seiner Anzeige ablesen.</translation>
  </message>
  <message>
   <source>This line of the plan is not there any more: somebody ended it meanwhile.</source>
   <translation>Diese Zeile des Plans gibt es nicht mehr: Jemand hat sie inzwischen beendet.</translation>
  </message>
  <message>
   <source>This program was not tried with this version; known: {}.</source>
   <translation>Dieses Programm wurde mit dieser Version nicht erprobt; bekannt: {}.</translation>
  </message>
  <message>
   <source>This record is of device {}, and {} is {}. Its forces would be wrong, so it is not used. Choose the record of this device.</source>
   <translation>Dieser Datensatz gehört zu Gerät {}, und {} ist {}. Die Kräfte wären falsch, er wird also nicht verwendet. Den Datensatz dieses Geräts wählen.</translation>
  </message>
  <message>
   <source>This recording is of a test that this program does not know ({}), so nothing can be computed. The file is safe. Known tests: {}.</source>
   <translation>Diese Aufnahme gehört zu einem Test, den dieses Programm nicht kennt ({}), es lässt sich also nichts berechnen. Die Datei ist sicher. Bekannte Tests: {}.</translation>
  </message>
  <message>
   <source>This recording was written by version {} in a newer form ({}; this program reads up to {}). Update the program to open it; nothing was changed.</source>
   <translation>Diese Aufnahme wurde von Version {} in einer neueren Form geschrieben ({}; dieses Programm liest bis {}). Zum Öffnen das Programm aktualisieren; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>This test follows a path in parts of the own maximum, and there is no valid peak of this client for it ({}). Do the test {} first, with these devices in this position, and keep it.</source>
   <translation>Dieser Test folgt einem Pfad in Anteilen des eigenen Maximums, und es gibt dafür keinen gültigen Spitzenwert dieser Person ({}). Zuerst den Test {} mit diesen Geräten in dieser Position durchführen und behalten.</translation>
  </message>
  <message>
   <source>This test has no path to follow, so there is nothing to compute.</source>
   <translation>Dieser Test hat keinen Pfad; es gibt nichts zu berechnen.</translation>
  </message>
  <message>
   <source>This test looks at the load that goes from one plate to the other: {}.</source>
   <translation>Dieser Test betrachtet die Last, die von einer Platte zur anderen geht: {}.</translation>
  </message>
  <message>
   <source>This test measures one force that belongs to no side, and the recording holds {}. Choose a test of left and right for it, or give the one force alone.</source>
   <translation>Dieser Test misst eine Kraft, die zu keiner Seite gehört, und die Aufnahme enthält {}. Einen Test von links und rechts dafür wählen oder nur die eine Kraft angeben.</translation>
  </message>
  <message>
   <source>This test needs a plate under each foot, or nobody can tell when the lifted foot comes down.</source>
   <translation>Dieser Test braucht eine Platte unter jedem Fuß; sonst lässt sich nicht sagen, wann der gehobene Fuß aufsetzt.</translation>
  </message>
  <message>
   <source>This test needs {}, and no device is attached. Switch them on and connect them.</source>
   <translation>Dieser Test braucht {}, und kein Gerät ist verbunden. Einschalten und verbinden.</translation>
  </message>
  <message>
   <source>This test needs {}; attached: {}. Switch them on and connect them, or choose another test.</source>
   <translation>Dieser Test braucht {}; verbunden: {}. Einschalten und verbinden, oder einen anderen Test wählen.</translation>
  </message>
  <message>
   <source>This test takes one dynamometer: {}.</source>
   <translation>Dieser Test braucht ein Dynamometer: {}.</translation>
  </message>
  <message>
   <source>This text has Chinese, Japanese or Korean characters. Their fonts are</source>
   <translation>Dieser Text hat chinesische, japanische oder koreanische Zeichen. Ihre Schriften sind</translation>
  </message>
  <message>
   <source>This trial</source>
   <translation>Dieser Durchgang</translation>
  </message>
  <message>
   <source>This trial has no mark {} ({}); it has: {}.</source>
   <translation>Dieser Durchgang hat keine Marke {} ({}); er hat: {}.</translation>
  </message>
  <message>
   <source>This trial is kept as incomplete, up to where it fell asleep.</source>
   <translation>Dieser Durchgang wird als unvollständig behalten, bis zu der Stelle, an der er einschlief.</translation>
  </message>
  <message>
   <source>This trial is kept as incomplete;</source>
   <translation>Dieser Durchgang wird als unvollständig behalten;</translation>
  </message>
  <message>
   <source>This trial was changed meanwhile from elsewhere, so nothing was done. Open it again.</source>
   <translation>Dieser Durchgang wurde inzwischen anderswo geändert; es geschah nichts. Ihn erneut öffnen.</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Time at the top</source>
   <translation>Zeit oben</translation>
  </message>
  <message>
   <source>Time constant of the decline</source>
   <translation>Zeitkonstante des Abfalls</translation>
  </message>
  <message>
   <source>Time down to the object</source>
   <translation>Zeit abwärts zum Gegenstand</translation>
  </message>
  <message>
   <source>Time from bridge to bridge</source>
   <translation>Zeit von Brücke zu Brücke</translation>
  </message>
  <message>
   <source>Time from repetition to repetition</source>
   <translation>Zeit von Wiederholung zu Wiederholung</translation>
  </message>
  <message>
   <source>Time from start to start</source>
   <translation>Zeit von Beginn zu Beginn</translation>
  </message>
  <message>
   <source>Time from step to step</source>
   <translation>Zeit von Schritt zu Schritt</translation>
  </message>
  <message>
   <source>Time held</source>
   <translation>Gehaltene Zeit</translation>
  </message>
  <message>
   <source>Time in band</source>
   <translation>Zeit im Band</translation>
  </message>
  <message>
   <source>Time in the band</source>
   <translation>Zeit im Band</translation>
  </message>
  <message>
   <source>Time of lifting</source>
   <translation>Zeit des Hebens</translation>
  </message>
  <message>
   <source>Time of moving back</source>
   <translation>Zeit der Rückbewegung</translation>
  </message>
  <message>
   <source>Time of moving out</source>
   <translation>Zeit der Hinbewegung</translation>
  </message>
  <message>
   <source>Time of taking hold</source>
   <translation>Zeit des Greifens</translation>
  </message>
  <message>
   <source>Time of the tap</source>
   <translation>Zeit des Antippens</translation>
  </message>
  <message>
   <source>Time on one leg</source>
   <translation>Zeit auf einem Bein</translation>
  </message>
  <message>
   <source>Time on the path</source>
   <translation>Zeit auf dem Pfad</translation>
  </message>
  <message>
   <source>Time on the plateau</source>
   <translation>Zeit auf dem Plateau</translation>
  </message>
  <message>
   <source>Time outside 45-55 %</source>
   <translation>Zeit außerhalb 45–55 %</translation>
  </message>
  <message>
   <source>Time to 80 % of peak</source>
   <translation>Zeit bis 80 % der Spitze</translation>
  </message>
  <message>
   <source>Time to greatest force</source>
   <translation>Zeit bis zur größten Kraft</translation>
  </message>
  <message>
   <source>Time to leaving the band</source>
   <translation>Zeit bis zum Verlassen des Bandes</translation>
  </message>
  <message>
   <source>Time to peak</source>
   <translation>Zeit bis zur Spitze</translation>
  </message>
  <message>
   <source>Time to seat-off</source>
   <translation>Zeit bis zum Abheben vom Sitz</translation>
  </message>
  <message>
   <source>Time to sit</source>
   <translation>Zeit des Hinsetzens</translation>
  </message>
  <message>
   <source>Time to stabilisation</source>
   <translation>Zeit bis zur Stabilisierung</translation>
  </message>
  <message>
   <source>Time to stand</source>
   <translation>Zeit bis zum Stand</translation>
  </message>
  <message>
   <source>Time to take-off</source>
   <translation>Zeit bis zum Absprung</translation>
  </message>
  <message>
   <source>Time to the band</source>
   <translation>Zeit bis ins Band</translation>
  </message>
  <message>
   <source>Time until form is lost</source>
   <translation>Zeit bis zum Haltungsverlust</translation>
  </message>
  <message>
   <source>Times are wrong by that much. Check that this computer's clock is right, then the device's quartz.</source>
   <translation>Zeiten sind um so viel falsch. Prüfen, ob die Uhr dieses Computers stimmt, dann den Quarz des Geräts.</translation>
  </message>
  <message>
   <source>Times off the path</source>
   <translation>Zeiten neben dem Pfad</translation>
  </message>
  <message>
   <source>Tindeq Progressor</source>
   <translation>Tindeq Progressor</translation>
  </message>
  <message>
   <source>Today's backup could not be made: {}</source>
   <translation>Die heutige Sicherung konnte nicht erstellt werden: {}</translation>
  </message>
  <message>
   <source>Today's backup failed because of a fault in the program ({}: {}).</source>
   <translation>Die heutige Sicherung scheiterte an einem Fehler im Programm ({}: {}).</translation>
  </message>
  <message>
   <source>Today's backup is being finished; leave the computer on until it is.</source>
   <translation>Die heutige Sicherung wird fertiggestellt; den Computer bis dahin eingeschaltet lassen.</translation>
  </message>
  <message>
   <source>Too few pulses came at both inputs. Check that both get the same pulses.</source>
   <translation>An beiden Eingängen kamen zu wenige Impulse an. Prüfen, ob beide dieselben Impulse bekommen.</translation>
  </message>
  <message>
   <source>Total</source>
   <translation>Summe</translation>
  </message>
  <message>
   <source>Touches of the other foot</source>
   <translation>Aufsetzen des anderen Fußes</translation>
  </message>
  <message>
   <source>Trial {}</source>
   <translation>Durchgang {}</translation>
  </message>
  <message>
   <source>Trial {} of {}</source>
   <translation>Durchgang {} von {}</translation>
  </message>
  <message>
   <source>Trials are saved on this computer ({} waiting).</source>
   <translation>Durchgänge sind auf diesem Computer gespeichert ({} warten).</translation>
  </message>
  <message>
   <source>Trials are saved on this computer.</source>
   <translation>Durchgänge sind auf diesem Computer gespeichert.</translation>
  </message>
  <message>
   <source>Turn round, and stand still: each foot on the other plate.</source>
   <translation>Umdrehen und ruhig stehen: jeder Fuß auf der anderen Platte.</translation>
  </message>
  <message>
   <source>Turn the plate the way its mark says, or exchange the plugs of its cells.</source>
   <translation>Die Platte so drehen, wie ihre Marke sagt, oder die Stecker ihrer Zellen tauschen.</translation>
  </message>
  <message>
   <source>Turn the plate the way its mark says; if it lies right, its axes are not as this program takes them.</source>
   <translation>Die Platte so drehen, wie ihre Marke sagt; liegt sie richtig, sind ihre Achsen nicht so, wie dieses Programm sie annimmt.</translation>
  </message>
  <message>
   <source>Two corners of the {} answer with the same cell. Put the mass right over each corner.</source>
   <translation>{}: Zwei Ecken antworten mit derselben Zelle. Die Masse genau über jede Ecke legen.</translation>
  </message>
  <message>
   <source>Two stations stored {} with the same {}. Nothing is lost: both are kept where they were made, and what was stored here since waits on this computer. Ask the makers of this program for help.</source>
   <translation>Zwei Stationen speicherten {} mit demselben Eintrag {}. Nichts ging verloren: Beide bleiben, wo sie entstanden, und was hier seither gespeichert wurde, wartet auf diesem Computer. Die Hersteller dieses Programms um Hilfe bitten.</translation>
  </message>
  <message>
   <source>Unevenness of force</source>
   <translation>Ungleichmäßigkeit der Kraft</translation>
  </message>
  <message>
   <source>Unevenness of force (CV)</source>
   <translation>Ungleichmäßigkeit der Kraft (VK)</translation>
  </message>
  <message>
   <source>Unevenness of the beat</source>
   <translation>Ungleichmäßigkeit des Takts</translation>
  </message>
  <message>
   <source>Unevenness of the beat (CV)</source>
   <translation>Ungleichmäßigkeit des Takts (VK)</translation>
  </message>
  <message>
   <source>Unloading of the other foot</source>
   <translation>Entlastung des anderen Fußes</translation>
  </message>
  <message>
   <source>Unsteadiness</source>
   <translation>Unruhe</translation>
  </message>
  <message>
   <source>Unsteadiness (CV)</source>
   <translation>Unruhe (VK)</translation>
  </message>
  <message>
   <source>Unsteadiness between the plates</source>
   <translation>Unruhe zwischen den Platten</translation>
  </message>
  <message>
   <source>Unsteadiness of load share</source>
   <translation>Unruhe der Lastverteilung</translation>
  </message>
  <message>
   <source>Unsteadiness of the share</source>
   <translation>Unruhe des Anteils</translation>
  </message>
  <message>
   <source>Unsteadiness on plateaus</source>
   <translation>Unruhe auf Plateaus</translation>
  </message>
  <message>
   <source>Unsteadiness on plateaus (CV)</source>
   <translation>Unruhe auf Plateaus (VK)</translation>
  </message>
  <message>
   <source>Until somebody says why, the numbers are limited.</source>
   <translation>Bis jemand angibt, warum, sind die Werte eingeschränkt.</translation>
  </message>
  <message>
   <source>Unweighting impulse</source>
   <translation>Entlastungsimpuls</translation>
  </message>
  <message>
   <source>Unweighting time</source>
   <translation>Entlastungszeit</translation>
  </message>
  <message>
   <source>Update the device, or add the version to a limits file once these checks have passed.</source>
   <translation>Das Gerät aktualisieren oder die Version in eine Grenzdatei eintragen, sobald diese Prüfungen bestanden sind.</translation>
  </message>
  <message>
   <source>Use a faster disk for the data folder</source>
   <translation>Einen schnelleren Datenträger für den Datenordner verwenden</translation>
  </message>
  <message>
   <source>Used again: {}.</source>
   <translation>Wieder in Gebrauch: {}.</translation>
  </message>
  <message>
   <source>Variation of RSI</source>
   <translation>Schwankung des RSI</translation>
  </message>
  <message>
   <source>Variation of contact time</source>
   <translation>Schwankung der Kontaktzeit</translation>
  </message>
  <message>
   <source>Variation of depth</source>
   <translation>Schwankung der Tiefe</translation>
  </message>
  <message>
   <source>Variation of depth (CV)</source>
   <translation>Schwankung der Tiefe (VK)</translation>
  </message>
  <message>
   <source>Variation of peak force</source>
   <translation>Schwankung der Spitzenkraft</translation>
  </message>
  <message>
   <source>Variation of peak force (CV)</source>
   <translation>Schwankung der Spitzenkraft (VK)</translation>
  </message>
  <message>
   <source>Verification with known masses</source>
   <translation>Verifizierung mit bekannten Massen</translation>
  </message>
  <message>
   <source>Vernier Go Direct</source>
   <translation>Vernier Go Direct</translation>
  </message>
  <message>
   <source>Vertical stiffness</source>
   <translation>Vertikale Steifigkeit</translation>
  </message>
  <message>
   <source>Vertical stiffness, mean</source>
   <translation>Vertikale Steifigkeit, Mittel</translation>
  </message>
  <message>
   <source>W - least force (mean of 10 ms) right before the push; above 5 SD is a countermovement</source>
   <translation>W - kleinste Kraft (Mittel von 10 ms) kurz vor dem Abdruck; über 5 SD ist es eine Ausholbewegung</translation>
  </message>
  <message>
   <source>WEIGH</source>
   <translation>WIEGEN</translation>
  </message>
  <message>
   <source>Wait a minute and zero again; if it stays, look for what leans on it or for a loose foot.</source>
   <translation>Eine Minute warten und erneut nullen; bleibt es, nach etwas Anlehnendem oder einem losen Fuß suchen.</translation>
  </message>
  <message>
   <source>Waiting for the devices of this test.</source>
   <translation>Wartet auf die Geräte dieses Tests.</translation>
  </message>
  <message>
   <source>Weigh</source>
   <translation>Wiegen</translation>
  </message>
  <message>
   <source>Weighing failed: no {} s of quiet standing before the jump ({}). Stand still until the weight is taken, then jump.</source>
   <translation>Wiegen gescheitert: keine {} s ruhiger Stand vor dem Sprung ({}). Ruhig stehen, bis das Gewicht genommen ist, dann springen.</translation>
  </message>
  <message>
   <source>Weighing failed: no {} s of quiet standing in this recording ({}). Stand still on both plates before the first repetition and after the last.</source>
   <translation>Wiegen fehlgeschlagen: keine {} s ruhiger Stand in dieser Aufnahme ({}). Vor der ersten Wiederholung und nach der letzten ruhig auf beiden Platten stehen.</translation>
  </message>
  <message>
   <source>Weight distribution index</source>
   <translation>Index der Gewichtsverteilung</translation>
  </message>
  <message>
   <source>Weight now</source>
   <translation>Gewicht jetzt</translation>
  </message>
  <message>
   <source>Weight of the object</source>
   <translation>Gewicht des Gegenstands</translation>
  </message>
  <message>
   <source>Weight on this side</source>
   <translation>Gewicht auf dieser Seite</translation>
  </message>
  <message>
   <source>Weight shift</source>
   <translation>Gewichtsverlagerung</translation>
  </message>
  <message>
   <source>Weight shifts need one plate under each foot: {}.</source>
   <translation>Gewichtsverlagerungen brauchen eine Platte unter jedem Fuß: {}.</translation>
  </message>
  <message>
   <source>Weight that something else carried</source>
   <translation>Von etwas anderem getragenes Gewicht</translation>
  </message>
  <message>
   <source>Weight, turned round</source>
   <translation>Gewicht, umgedreht</translation>
  </message>
  <message>
   <source>Welch's t between shifts</source>
   <translation>Welch-t zwischen Verlagerungen</translation>
  </message>
  <message>
   <source>Welch's t, 95 %</source>
   <translation>Welch-t, 95 %</translation>
  </message>
  <message>
   <source>What a {} must keep is not known: there are no limits for it.</source>
   <translation>Was {} einhalten muss, ist nicht bekannt: Es gibt keine Grenzen dafür.</translation>
  </message>
  <message>
   <source>What sets the pages of a report is</source>
   <translation>Was die Seiten eines Berichts setzt, ist</translation>
  </message>
  <message>
   <source>What stands on the plates for a test belongs to its zero. Set them up for this test, then zero.</source>
   <translation>Was für einen Test auf den Platten steht, gehört zum Nullpunkt. Für diesen Test aufbauen, dann nullen.</translation>
  </message>
  <message>
   <source>What was done is not noted here any more.</source>
   <translation>Was gemacht wurde, ist hier nicht mehr notiert.</translation>
  </message>
  <message>
   <source>What was to be stored contradicts what is stored already ({}). Nothing of this step was changed, and raw recordings are separate files and unharmed. The disk is not at fault: run station db check, and send these words with what it says to the makers of this program.</source>
   <translation>Was gespeichert werden sollte, widerspricht dem schon Gespeicherten ({}). Von diesem Schritt wurde nichts geändert; Rohaufnahmen sind eigene Dateien und unversehrt. Der Datenträger ist nicht schuld: station db check ausführen und diesen Text mit dessen Ausgabe an die Hersteller dieses Programms senden.</translation>
  </message>
  <message>
   <source>What was written to {} reads back differently: that disk is failing. No backup was made there. Choose another disk.</source>
   <translation>Was nach {} geschrieben wurde, liest sich anders zurück: Dieser Datenträger versagt. Dort wurde keine Sicherung gemacht. Einen anderen Datenträger wählen.</translation>
  </message>
  <message>
   <source>What {} sends is worked on more than {} s late, so nothing can be told of a load. This computer is too busy: close other programs, then repeat.</source>
   <translation>Was {} sendet, wird mehr als {} s zu spät verarbeitet; über eine Last lässt sich nichts sagen. Dieser Computer ist zu beschäftigt: andere Programme schließen, dann wiederholen.</translation>
  </message>
  <message>
   <source>When both devices stream, press them against each other three times, briskly, with pauses of different length (a dynamometer and a plate: press it onto the plate).</source>
   <translation>Wenn beide Geräte senden, sie dreimal kräftig gegeneinander drücken, mit verschieden langen Pausen (ein Dynamometer und eine Platte: auf die Platte drücken).</translation>
  </message>
  <message>
   <source>Which dynamometer answers</source>
   <translation>Welches Dynamometer antwortet</translation>
  </message>
  <message>
   <source>Who came back</source>
   <translation>Wer zurückkam</translation>
  </message>
  <message>
   <source>Whole battery</source>
   <translation>Ganze Batterie</translation>
  </message>
  <message>
   <source>With everything off again the {} reads {} N.</source>
   <translation>{}: wieder leer {} N.</translation>
  </message>
  <message>
   <source>With the load at the {} of the {} the other plate shows {} % of it.</source>
   <translation>Mit der Last bei {} auf {} zeigt die andere Platte {} % davon.</translation>
  </message>
  <message>
   <source>With the load at the {} the {} shows {} % of it that no cell accounts for.</source>
   <translation>Mit der Last bei {} zeigt {} {} % davon, die keiner Zelle zuzuordnen sind.</translation>
  </message>
  <message>
   <source>With the {} one of the masses does not fit the others by {} %: it was another mass, or something else carried a part of it. Nothing is kept. Check the masses, then begin again.</source>
   <translation>{}: Eine der Massen passt um {} % nicht zu den anderen: Es war eine andere Masse, oder etwas anderes trug einen Teil davon. Nichts wird behalten. Die Massen prüfen, dann neu beginnen.</translation>
  </message>
  <message>
   <source>Within {} s the rate wandered from {} to {} Hz.</source>
   <translation>Innerhalb von {} s wanderte die Rate von {} auf {} Hz.</translation>
  </message>
  <message>
   <source>Worst cell ({}), {}</source>
   <translation>Schlechteste Zelle ({}), {}</translation>
  </message>
  <message>
   <source>You may have stood differently: do it once more. If it stays, verify both plates with known masses.</source>
   <translation>Vielleicht war der Stand anders: noch einmal. Bleibt es, beide Platten mit bekannten Massen verifizieren.</translation>
  </message>
  <message>
   <source>You may not use the port {}. Add your account to the group 'dialout' (sudo usermod -aG dialout $USER), log in again, then try again.</source>
   <translation>Der Anschluss {} darf nicht verwendet werden. Das Benutzerkonto in die Gruppe 'dialout' aufnehmen (sudo usermod -aG dialout $USER), neu anmelden, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>ZERO</source>
   <translation>NULLEN</translation>
  </message>
  <message>
   <source>Zero</source>
   <translation>Nullen</translation>
  </message>
  <message>
   <source>Zero and its drift</source>
   <translation>Nullpunkt und seine Drift</translation>
  </message>
  <message>
   <source>Zero off the certificate, {}</source>
   <translation>Nullpunkt gegen das Protokoll, {}</translation>
  </message>
  <message>
   <source>Zero {} again</source>
   <translation>{} neu nullen</translation>
  </message>
  <message>
   <source>Zero {} before the next {}</source>
   <translation>{} vor dem nächsten {} nullen</translation>
  </message>
  <message>
   <source>Zero {} old, again after {} min</source>
   <translation>Nullpunkt {} alt, erneut nach {} min</translation>
  </message>
  <message>
   <source>`{}` is {}, must be {}</source>
   <translation>`{}` ist {}, muss sein: {}</translation>
  </message>
  <message>
   <source>`{}` must be {}</source>
   <translation>`{}` muss sein: {}</translation>
  </message>
  <message>
   <source>a blow drives cells to the end of their range</source>
   <translation>ein Schlag treibt Zellen ans Ende ihres Messbereichs</translation>
  </message>
  <message>
   <source>a body mass of {} kg is written down, and the plates weighed {} kg in this visit: correct the one that is wrong</source>
   <translation>notiert ist eine Körpermasse von {} kg, und die Platten wogen an diesem Termin {} kg: Berichtigen, was falsch ist</translation>
  </message>
  <message>
   <source>a change between visits must be larger than that to be seen</source>
   <translation>eine Veränderung zwischen Terminen muss größer sein, um gesehen zu werden</translation>
  </message>
  <message>
   <source>a clock</source>
   <translation>einer Uhr</translation>
  </message>
  <message>
   <source>a contact of {} s is a pause (at most {} s)</source>
   <translation>ein Kontakt von {} s ist eine Pause (höchstens {} s)</translation>
  </message>
  <message>
   <source>a device failed while the client was holding: {}</source>
   <translation>ein Gerät fiel während des Haltens aus: {}</translation>
  </message>
  <message>
   <source>a device of the visit</source>
   <translation>ein Gerät des Termins</translation>
  </message>
  <message>
   <source>a dip below the rest just before the onset</source>
   <translation>ein Abfall unter die Ruhe kurz vor dem Beginn</translation>
  </message>
  <message>
   <source>a drop of {} cm only: this looks like a step onto the plates</source>
   <translation>eine Fallhöhe von nur {} cm: Dies sieht nach einem Schritt auf die Platten aus</translation>
  </message>
  <message>
   <source>a dynamometer that a strap holds</source>
   <translation>einem Dynamometer, das ein Gurt hält</translation>
  </message>
  <message>
   <source>a dynamometer that the tester or the client holds</source>
   <translation>einem Dynamometer, das jemand hält</translation>
  </message>
  <message>
   <source>a fault inside the window</source>
   <translation>ein Fehler im Fenster</translation>
  </message>
  <message>
   <source>a few words on one line, at most {} letters</source>
   <translation>wenige Wörter in einer Zeile, höchstens {} Zeichen</translation>
  </message>
  <message>
   <source>a file is in the place of the folder {}</source>
   <translation>an der Stelle des Ordners {} liegt eine Datei</translation>
  </message>
  <message>
   <source>a foot or hand slips off for a moment</source>
   <translation>ein Fuß oder eine Hand rutscht kurz ab</translation>
  </message>
  <message>
   <source>a foot that touches the floor beside its plate is not seen</source>
   <translation>ein Fuß, der neben seiner Platte den Boden berührt, wird nicht gesehen</translation>
  </message>
  <message>
   <source>a foot that touches the floor beside its plate is not seen as a tap</source>
   <translation>ein Fuß, der den Boden neben seiner Platte berührt, gilt nicht als Antippen</translation>
  </message>
  <message>
   <source>a frame</source>
   <translation>einem Rahmen</translation>
  </message>
  <message>
   <source>a jump that was landed before stays usable, the landing only as far as it was recorded.</source>
   <translation>ein gelandeter Sprung bleibt brauchbar, die Landung nur, soweit sie aufgenommen wurde.</translation>
  </message>
  <message>
   <source>a list</source>
   <translation>eine Liste</translation>
  </message>
  <message>
   <source>a list of texts in quotes</source>
   <translation>eine Liste von Texten in Anführungszeichen</translation>
  </message>
  <message>
   <source>a list of texts in quotes, each</source>
   <translation>eine Liste von Texten in Anführungszeichen, jeder</translation>
  </message>
  <message>
   <source>a minute of measuring before the first client: zero, a known mass at every corner, feet swapped, back to zero</source>
   <translation>eine Minute Messen vor der ersten Person: Nullpunkt, eine bekannte Masse an jeder Ecke, Füße getauscht, zurück auf null</translation>
  </message>
  <message>
   <source>a name stands in its manifest twice</source>
   <translation>ein Name steht doppelt in ihrem Verzeichnis</translation>
  </message>
  <message>
   <source>a newer version of this program</source>
   <translation>einer neueren Version dieses Programms</translation>
  </message>
  <message>
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <source>a peak that is not held can be a jerk and not strength</source>
   <translation>ein Spitzenwert, der nicht gehalten wird, kann ein Ruck sein und keine Kraft</translation>
  </message>
  <message>
   <source>a person</source>
   <translation>eine Person</translation>
  </message>
  <message>
   <source>a place that is not known here</source>
   <translation>einem hier nicht bekannten Ort</translation>
  </message>
  <message>
   <source>a repetition was left out between two others: the time from start to start would hold two of them</source>
   <translation>eine Wiederholung zwischen zwei anderen wurde ausgelassen: Die Zeit von Beginn zu Beginn enthielte zwei davon</translation>
  </message>
  <message>
   <source>a report could not be made</source>
   <translation>ein Bericht konnte nicht erstellt werden</translation>
  </message>
  <message>
   <source>a review could not read its {}</source>
   <translation>ein Teil einer Auswertung konnte nicht gelesen werden ({})</translation>
  </message>
  <message>
   <source>a scale that nothing is known of</source>
   <translation>ein Maßstab, von dem nichts bekannt ist</translation>
  </message>
  <message>
   <source>a sensor repeats one value where it is measured: it does not respond; check its cable</source>
   <translation>ein Sensor wiederholt einen Wert, wo gemessen wird: Er reagiert nicht; sein Kabel prüfen</translation>
  </message>
  <message>
   <source>a share is outside 0 to 100 %: one of the forces is negative</source>
   <translation>ein Anteil liegt außerhalb von 0 bis 100 %: Eine der Kräfte ist negativ</translation>
  </message>
  <message>
   <source>a sudden fall of force that comes back</source>
   <translation>ein plötzlicher Kraftabfall, der zurückkommt</translation>
  </message>
  <message>
   <source>a sudden fall of force that stays</source>
   <translation>ein plötzlicher Kraftabfall, der bleibt</translation>
  </message>
  <message>
   <source>a swing makes the rise faster than the muscles are</source>
   <translation>ein Schwung macht den Anstieg schneller, als die Muskeln sind</translation>
  </message>
  <message>
   <source>a synchronisation input</source>
   <translation>ein Synchronisationseingang</translation>
  </message>
  <message>
   <source>a table with the keys {}</source>
   <translation>eine Tabelle mit den Schlüsseln {}</translation>
  </message>
  <message>
   <source>a table: a test of kind tracking follows one</source>
   <translation>eine Tabelle: Ein Test der Art tracking folgt einer</translation>
  </message>
  <message>
   <source>a test of kind {} with these keys does not give {}{}; it gives those of {} in `station metrics`</source>
   <translation>ein Test der Art {} mit diesen Schlüsseln liefert {} nicht{}; er liefert die von {} in `station metrics`</translation>
  </message>
  <message>
   <source>a text in quotes</source>
   <translation>ein Text in Anführungszeichen</translation>
  </message>
  <message>
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <source>a {} test, and this is a {} test</source>
   <translation>ein Test mit {}, und dies ist einer mit {}</translation>
  </message>
  <message>
   <source>about {} samples were lost somewhere in this trial, and the device does not number its samples: times can be too short by {} ms</source>
   <translation>etwa {} Messwerte gingen irgendwo in diesem Durchgang verloren, und das Gerät nummeriert sie nicht: Zeiten können um {} ms zu kurz sein</translation>
  </message>
  <message>
   <source>about {}: so long its tests, their preparation and the rests take</source>
   <translation>etwa {}: So lange dauern seine Tests, ihre Vorbereitung und die Pausen</translation>
  </message>
  <message>
   <source>above</source>
   <translation>über</translation>
  </message>
  <message>
   <source>above 0</source>
   <translation>über 0</translation>
  </message>
  <message>
   <source>above 0 and at most 200 newtons</source>
   <translation>über 0 und höchstens 200 Newton</translation>
  </message>
  <message>
   <source>above 0 and at most 2000 newtons</source>
   <translation>über 0 und höchstens 2000 Newton</translation>
  </message>
  <message>
   <source>above 0 and at most 3600 seconds</source>
   <translation>über 0 und höchstens 3600 Sekunden</translation>
  </message>
  <message>
   <source>above 0 and at most 50000 newtons</source>
   <translation>über 0 und höchstens 50000 Newton</translation>
  </message>
  <message>
   <source>above 0 and at most 60 seconds</source>
   <translation>über 0 und höchstens 60 Sekunden</translation>
  </message>
  <message>
   <source>above 0 and below 100</source>
   <translation>über 0 und unter 100</translation>
  </message>
  <message>
   <source>above target.low</source>
   <translation>über target.low</translation>
  </message>
  <message>
   <source>above target.low: a band with 0 &lt;= low &lt; high</source>
   <translation>über target.low: ein Band mit 0 &lt;= low &lt; high</translation>
  </message>
  <message>
   <source>after</source>
   <translation>nach</translation>
  </message>
  <message>
   <source>after it</source>
   <translation>danach</translation>
  </message>
  <message>
   <source>after the landing nobody left the plates again: there is no jump</source>
   <translation>nach der Landung verließ niemand die Platten wieder: Es gibt keinen Sprung</translation>
  </message>
  <message>
   <source>all load is on the {} leg: repeat the test on the other leg and compare the two trials</source>
   <translation>alle Last liegt auf dem Bein {}: den Test mit dem anderen Bein wiederholen und die beiden Durchgänge vergleichen</translation>
  </message>
  <message>
   <source>already lifted when the recording began</source>
   <translation>schon angehoben, als die Aufnahme begann</translation>
  </message>
  <message>
   <source>an action failed</source>
   <translation>eine Aktion ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>an earlier rise by {} N is taken as feet being put down</source>
   <translation>ein früherer Anstieg um {} N gilt als Absetzen der Füße</translation>
  </message>
  <message>
   <source>an examination did not end within {} s</source>
   <translation>eine Prüfung war nach {} s noch nicht zu Ende</translation>
  </message>
  <message>
   <source>an examination failed</source>
   <translation>eine Prüfung ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>an isokinetic dynamometer</source>
   <translation>einem isokinetischen Dynamometer</translation>
  </message>
  <message>
   <source>an older version of this program</source>
   <translation>einer älteren Version dieses Programms</translation>
  </message>
  <message>
   <source>an unknown time is</source>
   <translation>eine unbekannte Zeit fehlt</translation>
  </message>
  <message>
   <source>and</source>
   <translation>und</translation>
  </message>
  <message>
   <source>and others</source>
   <translation>und andere</translation>
  </message>
  <message>
   <source>and the</source>
   <translation>und</translation>
  </message>
  <message>
   <source>another key than the test's own</source>
   <translation>ein anderer Schlüssel als der eigene des Tests</translation>
  </message>
  <message>
   <source>another program holds its port</source>
   <translation>ein anderes Programm belegt den Anschluss</translation>
  </message>
  <message>
   <source>appears when both sides have pushed</source>
   <translation>erscheint, wenn beide Seiten gedrückt haben</translation>
  </message>
  <message>
   <source>appears when somebody stands on the plates</source>
   <translation>erscheint, wenn jemand auf den Platten steht</translation>
  </message>
  <message>
   <source>appears when somebody stands or holds still</source>
   <translation>erscheint, wenn jemand ruhig steht oder hält</translation>
  </message>
  <message>
   <source>area of the convex hull</source>
   <translation>Fläche der konvexen Hülle</translation>
  </message>
  <message>
   <source>asleep</source>
   <translation>schläft</translation>
  </message>
  <message>
   <source>asymmetry: max</source>
   <translation>Asymmetrie: Maximum</translation>
  </message>
  <message>
   <source>asymmetry: mean</source>
   <translation>Asymmetrie: Mittel</translation>
  </message>
  <message>
   <source>asymmetry: sum</source>
   <translation>Asymmetrie: Summe</translation>
  </message>
  <message>
   <source>at its end</source>
   <translation>am Ende</translation>
  </message>
  <message>
   <source>at least 1 sample lost</source>
   <translation>mindestens 1 Messwert verloren</translation>
  </message>
  <message>
   <source>at least this many: {}</source>
   <translation>mindestens so viele: {}</translation>
  </message>
  <message>
   <source>at least {}</source>
   <translation>mindestens {}</translation>
  </message>
  <message>
   <source>at least {} samples lost</source>
   <translation>mindestens {} Messwerte verloren</translation>
  </message>
  <message>
   <source>at least {} seconds: every following of the path with its lead-in and its rest</source>
   <translation>mindestens {} Sekunden: jedes Folgen des Pfads mit Vorlauf und Pause</translation>
  </message>
  <message>
   <source>at least {}{}</source>
   <translation>mindestens {}{}</translation>
  </message>
  <message>
   <source>at most four of `metrics` without the headline</source>
   <translation>höchstens vier von `metrics` ohne die Hauptgröße</translation>
  </message>
  <message>
   <source>at most {} for this target.kind</source>
   <translation>höchstens {} für dieses target.kind</translation>
  </message>
  <message>
   <source>at most {}, each {}</source>
   <translation>höchstens {}, jede {}</translation>
  </message>
  <message>
   <source>at most {}{}</source>
   <translation>höchstens {}{}</translation>
  </message>
  <message>
   <source>at the top</source>
   <translation>ganz oben</translation>
  </message>
  <message>
   <source>back</source>
   <translation>hinten</translation>
  </message>
  <message>
   <source>back left</source>
   <translation>hinten links</translation>
  </message>
  <message>
   <source>back right</source>
   <translation>hinten rechts</translation>
  </message>
  <message>
   <source>before</source>
   <translation>vor</translation>
  </message>
  <message>
   <source>before the countdown</source>
   <translation>vor dem Countdown</translation>
  </message>
  <message>
   <source>beginning of the way down to half of the weight</source>
   <translation>Anfang des Wegs herunter bis zum halben Gewicht</translation>
  </message>
  <message>
   <source>below</source>
   <translation>unter</translation>
  </message>
  <message>
   <source>best 0.5 s mean - rest; {}</source>
   <translation>bestes 0,5-s-Mittel - Ruhe; {}</translation>
  </message>
  <message>
   <source>best 0.5 s mean; {}</source>
   <translation>bestes 0,5-s-Mittel; {}</translation>
  </message>
  <message>
   <source>best {} N</source>
   <translation>bester {} N</translation>
  </message>
  <message>
   <source>body mass: carried</source>
   <translation>Körpermasse: übernommen</translation>
  </message>
  <message>
   <source>body mass: given</source>
   <translation>Körpermasse: angegeben</translation>
  </message>
  <message>
   <source>body mass: weighed</source>
   <translation>Körpermasse: gewogen</translation>
  </message>
  <message>
   <source>body weight dropped with the trial that was rejected</source>
   <translation>Körpergewicht mit dem abgelehnten Durchgang verworfen</translation>
  </message>
  <message>
   <source>body weight {} kg, {} old{}</source>
   <translation>Körpergewicht {} kg, {} alt{}</translation>
  </message>
  <message>
   <source>both</source>
   <translation>beide</translation>
  </message>
  <message>
   <source>both feet stayed on their plates; lift one foot clear of its plate</source>
   <translation>beide Füße blieben auf ihren Platten; einen Fuß von seiner Platte abheben</translation>
  </message>
  <message>
   <source>both go up until the force is the weight of both</source>
   <translation>beide gehen aufwärts, bis die Kraft das Gewicht beider ist</translation>
  </message>
  <message>
   <source>both holds were cut off before their end: which way the ratio errs is not known</source>
   <translation>beide Halten wurden vor ihrem Ende abgeschnitten: In welche Richtung das Verhältnis irrt, ist nicht bekannt</translation>
  </message>
  <message>
   <source>both plates</source>
   <translation>beide Platten</translation>
  </message>
  <message>
   <source>both plates are loaded in quiet standing ({})</source>
   <translation>im ruhigen Stand sind beide Platten belastet ({})</translation>
  </message>
  <message>
   <source>both sides</source>
   <translation>beide Seiten</translation>
  </message>
  <message>
   <source>both sides are too close to zero to compare</source>
   <translation>beide Seiten sind zu nah an null zum Vergleichen</translation>
  </message>
  <message>
   <source>both sides {}: they are recorded together</source>
   <translation>beide Seiten {}: Sie werden zusammen aufgenommen</translation>
  </message>
  <message>
   <source>bottom</source>
   <translation>unten</translation>
  </message>
  <message>
   <source>bouts: half of rise</source>
   <translation>Phasen: halber Anstieg</translation>
  </message>
  <message>
   <source>brackets are nested too deep</source>
   <translation>Klammern sind zu tief verschachtelt</translation>
  </message>
  <message>
   <source>braking</source>
   <translation>Bremsen</translation>
  </message>
  <message>
   <source>bridges: levels</source>
   <translation>Bridges: Niveaus</translation>
  </message>
  <message>
   <source>by different formulas</source>
   <translation>mit anderen Formeln</translation>
  </message>
  <message>
   <source>by the body mass as given</source>
   <translation>mit der angegebenen Körpermasse</translation>
  </message>
  <message>
   <source>by these forces the client weighs about {} kg: if they are kilograms and not newtons, say so in the name of the column; on plates check the calibration</source>
   <translation>nach diesen Kräften wiegt die Person etwa {} kg: wenn es Kilogramm und nicht Newton sind, es im Namen der Spalte angeben; bei Platten die Kalibrierung prüfen</translation>
  </message>
  <message>
   <source>bytes are missing from packets</source>
   <translation>in Paketen fehlen Bytes</translation>
  </message>
  <message>
   <source>bytes arrive changed (a radio checks that itself: use cut or drop there)</source>
   <translation>Bytes kommen verändert an (Funk prüft das selbst: dort cut oder drop verwenden)</translation>
  </message>
  <message>
   <source>bytes arrive cut at any place</source>
   <translation>Bytes kommen an beliebigen Stellen zerteilt an</translation>
  </message>
  <message>
   <source>bytes that mean nothing arrive as well, or instead (wrong speed)</source>
   <translation>bedeutungslose Bytes kommen mit an oder stattdessen (falsche Geschwindigkeit)</translation>
  </message>
  <message>
   <source>calibrated with known masses</source>
   <translation>mit bekannten Massen kalibriert</translation>
  </message>
  <message>
   <source>calibration expired: it is of {}</source>
   <translation>Kalibrierung abgelaufen: Sie ist vom {}</translation>
  </message>
  <message>
   <source>calibration expired: it is of {}, more than 12 months before this trial</source>
   <translation>Kalibrierung abgelaufen: Sie ist vom {}, mehr als 12 Monate vor diesem Durchgang</translation>
  </message>
  <message>
   <source>calibration not verified</source>
   <translation>Kalibrierung nicht verifiziert</translation>
  </message>
  <message>
   <source>calibration not verified: the scale of the positions is taken as known to {} %</source>
   <translation>Kalibrierung nicht verifiziert: Der Maßstab der Positionen gilt als auf {} % bekannt</translation>
  </message>
  <message>
   <source>calibration: not verified</source>
   <translation>Kalibrierung: nicht verifiziert</translation>
  </message>
  <message>
   <source>catch</source>
   <translation>Fangen</translation>
  </message>
  <message>
   <source>cell on {}</source>
   <translation>Zelle auf {}</translation>
  </message>
  <message>
   <source>cells</source>
   <translation>Zellen</translation>
  </message>
  <message>
   <source>cells show too much or too little</source>
   <translation>Zellen zeigen zu viel oder zu wenig</translation>
  </message>
  <message>
   <source>centre of pressure</source>
   <translation>Druckzentrum</translation>
  </message>
  <message>
   <source>chair stand test, Jones 1999</source>
   <translation>Chair-Stand-Test, Jones 1999</translation>
  </message>
  <message>
   <source>change of the share of the limb's plate from rest to hold</source>
   <translation>Änderung des Anteils der Platte der Gliedmaße von Ruhe zu Halten</translation>
  </message>
  <message>
   <source>client is on both plates</source>
   <translation>die Person auf beiden Platten ist</translation>
  </message>
  <message>
   <source>clock</source>
   <translation>Uhr</translation>
  </message>
  <message>
   <source>clocks agree within {} ms</source>
   <translation>Uhren stimmen auf {} ms überein</translation>
  </message>
  <message>
   <source>closed</source>
   <translation>geschlossen</translation>
  </message>
  <message>
   <source>coefficient of variation of the repetitions</source>
   <translation>Variationskoeffizient der Wiederholungen</translation>
  </message>
  <message>
   <source>columns of the file</source>
   <translation>Spalten der Datei</translation>
  </message>
  <message>
   <source>compared with a visit that was computed by another version</source>
   <translation>verglichen mit einem Termin, den eine andere Version berechnet hat</translation>
  </message>
  <message>
   <source>completed</source>
   <translation>vollständig</translation>
  </message>
  <message>
   <source>computed by {}</source>
   <translation>berechnet mit {}</translation>
  </message>
  <message>
   <source>connecting</source>
   <translation>verbindet</translation>
  </message>
  <message>
   <source>contact</source>
   <translation>Kontakt</translation>
  </message>
  <message>
   <source>contact {} s, flight {} s, RSI {}, height {} cm</source>
   <translation>Kontakt {} s, Flug {} s, RSI {}, Höhe {} cm</translation>
  </message>
  <message>
   <source>contacts between two flights whose landings were recorded</source>
   <translation>Kontakte zwischen zwei Flügen, deren Landungen aufgenommen wurden</translation>
  </message>
  <message>
   <source>contacts: adaptive</source>
   <translation>Kontakte: angepasste Schwelle</translation>
  </message>
  <message>
   <source>convex hull / chi-square ellipse</source>
   <translation>konvexe Hülle / Chi-Quadrat-Ellipse</translation>
  </message>
  <message>
   <source>countdown over</source>
   <translation>Countdown vorbei</translation>
  </message>
  <message>
   <source>counterpoise (not installed)</source>
   <translation>counterpoise (nicht installiert)</translation>
  </message>
  <message>
   <source>counterpoise {}</source>
   <translation>counterpoise {}</translation>
  </message>
  <message>
   <source>counts again</source>
   <translation>zählt wieder</translation>
  </message>
  <message>
   <source>counts as a trial, not as practice</source>
   <translation>zählt als Durchgang, nicht als Übung</translation>
  </message>
  <message>
   <source>counts as practice</source>
   <translation>zählt als Übung</translation>
  </message>
  <message>
   <source>critical force / mean of the strongest bout</source>
   <translation>kritische Kraft / Mittel der stärksten Phase</translation>
  </message>
  <message>
   <source>critical force: last seconds of work</source>
   <translation>kritische Kraft: letzte Sekunden der Arbeit</translation>
  </message>
  <message>
   <source>day of the calibration unknown</source>
   <translation>Tag der Kalibrierung unbekannt</translation>
  </message>
  <message>
   <source>depth / rising time</source>
   <translation>Tiefe / Zeit aufwärts</translation>
  </message>
  <message>
   <source>device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <source>device failed</source>
   <translation>Gerät ausgefallen</translation>
  </message>
  <message>
   <source>device lost</source>
   <translation>Gerät verloren</translation>
  </message>
  <message>
   <source>device or foot slipped</source>
   <translation>Gerät oder Fuß verrutscht</translation>
  </message>
  <message>
   <source>device or signal in doubt</source>
   <translation>Gerät oder Signal zweifelhaft</translation>
  </message>
  <message>
   <source>devices</source>
   <translation>Geräte</translation>
  </message>
  <message>
   <source>devices stream</source>
   <translation>Geräte senden</translation>
  </message>
  <message>
   <source>difference between the plates in the last 5 s minus the first 5 s / mean total</source>
   <translation>Unterschied zwischen den Platten in den letzten 5 s minus in den ersten 5 s / mittlere Summe</translation>
  </message>
  <message>
   <source>difference of the two best repetitions</source>
   <translation>Unterschied der zwei besten Wiederholungen</translation>
  </message>
  <message>
   <source>difference of the two best repetitions, as a part of the best</source>
   <translation>Unterschied der zwei besten Wiederholungen, als Anteil des Bestwerts</translation>
  </message>
  <message>
   <source>dip</source>
   <translation>Ausholen</translation>
  </message>
  <message>
   <source>dip {}</source>
   <translation>Ausholen {}</translation>
  </message>
  <message>
   <source>distance of the plates</source>
   <translation>Abstand der Platten</translation>
  </message>
  <message>
   <source>disturbed</source>
   <translation>gestört</translation>
  </message>
  <message>
   <source>does not count, or not so</source>
   <translation>zählt nicht oder nicht so</translation>
  </message>
  <message>
   <source>done</source>
   <translation>erledigt</translation>
  </message>
  <message>
   <source>double integral of (F - W of both) / m of both, at rest at both ends</source>
   <translation>Doppelintegral von (F - W beider) / m beider, an beiden Enden in Ruhe</translation>
  </message>
  <message>
   <source>double integral of (F - W) / m from rest</source>
   <translation>Doppelintegral von (F - W) / m aus der Ruhe</translation>
  </message>
  <message>
   <source>double integral of (F - W) / m of both plates, closed at standing</source>
   <translation>Doppelintegral von (F - W) / m beider Platten, im Stand geschlossen</translation>
  </message>
  <message>
   <source>double integral of (F - W) / m, closed at standing</source>
   <translation>Doppelintegral von (F - W) / m, im Stand geschlossen</translation>
  </message>
  <message>
   <source>double integral of (F - W) / m, touch-down to lowest point</source>
   <translation>Doppelintegral von (F - W) / m, Aufsetzen bis tiefster Punkt</translation>
  </message>
  <message>
   <source>dynamometer</source>
   <translation>Dynamometer</translation>
  </message>
  <message>
   <source>dynamometer is in place</source>
   <translation>das Dynamometer an seinem Platz ist</translation>
  </message>
  <message>
   <source>dynamometers</source>
   <translation>Dynamometer</translation>
  </message>
  <message>
   <source>each by itself</source>
   <translation>jede für sich</translation>
  </message>
  <message>
   <source>each once, `completed` among them</source>
   <translation>jedes einmal, `completed` darunter</translation>
  </message>
  <message>
   <source>earlier visit</source>
   <translation>früherer Termin</translation>
  </message>
  <message>
   <source>effort</source>
   <translation>Versuch</translation>
  </message>
  <message>
   <source>effort over</source>
   <translation>Versuch vorbei</translation>
  </message>
  <message>
   <source>efforts</source>
   <translation>Versuche</translation>
  </message>
  <message>
   <source>efforts found: {}</source>
   <translation>Versuche gefunden: {}</translation>
  </message>
  <message>
   <source>empty, by its record</source>
   <translation>leer, laut Datensatz</translation>
  </message>
  <message>
   <source>end</source>
   <translation>Ende</translation>
  </message>
  <message>
   <source>end {}</source>
   <translation>Ende {}</translation>
  </message>
  <message>
   <source>ended because the balance was lost</source>
   <translation>beendet, weil das Gleichgewicht verloren ging</translation>
  </message>
  <message>
   <source>ended because the form was lost</source>
   <translation>beendet, weil die Haltung verloren ging</translation>
  </message>
  <message>
   <source>ended by the client</source>
   <translation>vom Klienten beendet</translation>
  </message>
  <message>
   <source>equal numbers, the strongest</source>
   <translation>gleiche Anzahl, die stärksten</translation>
  </message>
  <message>
   <source>every check of the device: at rest, under known masses, clock and link</source>
   <translation>jede Prüfung des Geräts: in Ruhe, unter bekannten Massen, Uhr und Verbindung</translation>
  </message>
  <message>
   <source>every month and after moving: three masses up and down, every corner and the middle, back to zero</source>
   <translation>jeden Monat und nach einem Umzug: drei Massen hinauf und herunter, jede Ecke und die Mitte, zurück auf null</translation>
  </message>
  <message>
   <source>excursions of at least 0.2 s of the 0.1 s mean</source>
   <translation>Ausschläge des 0,1-s-Mittels von mindestens 0,2 s</translation>
  </message>
  <message>
   <source>exponential through the means of the bouts, in seconds of work</source>
   <translation>Exponentialfunktion durch die Mittel der Phasen, in Sekunden der Arbeit</translation>
  </message>
  <message>
   <source>eyes closed / eyes open, equal lengths and filters</source>
   <translation>Augen geschlossen / Augen offen, gleiche Längen und Filter</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>nicht bestanden</translation>
  </message>
  <message>
   <source>fast</source>
   <translation>vor</translation>
  </message>
  <message>
   <source>fatigue: ends</source>
   <translation>Ermüdung: Anfang gegen Ende</translation>
  </message>
  <message>
   <source>fewer</source>
   <translation>weniger</translation>
  </message>
  <message>
   <source>filing failed</source>
   <translation>das Ablegen ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>filter: butterworth zero phase</source>
   <translation>Filter: Butterworth, ohne Phasenverschiebung</translation>
  </message>
  <message>
   <source>first analysis</source>
   <translation>erste Auswertung</translation>
  </message>
  <message>
   <source>first and last {} of {} hops</source>
   <translation>erste und letzte {} von {} Hops</translation>
  </message>
  <message>
   <source>first measurement</source>
   <translation>erste Messung</translation>
  </message>
  <message>
   <source>first sign of the first rise</source>
   <translation>erstes Zeichen des ersten Aufstehens</translation>
  </message>
  <message>
   <source>first sign of the first rise to the fifth standing</source>
   <translation>vom ersten Zeichen des ersten Aufstehens bis zum fünften Stand</translation>
  </message>
  <message>
   <source>first sign to fifth standing (not from the signal)</source>
   <translation>erstes Anzeichen bis fünftes Stehen (nicht ab dem Signal)</translation>
  </message>
  <message>
   <source>first sign to force within 5 % of the weight for 0.2 s, or the top</source>
   <translation>erstes Anzeichen, bis die Kraft 0,2 s innerhalb von 5 % des Gewichts liegt, oder bis oben</translation>
  </message>
  <message>
   <source>first sign to greatest force</source>
   <translation>erstes Anzeichen bis größte Kraft</translation>
  </message>
  <message>
   <source>first sign to the middle of whole weight and greatest force</source>
   <translation>erstes Anzeichen bis zur Mitte zwischen ganzem Gewicht und größter Kraft</translation>
  </message>
  <message>
   <source>first sign to the seat after the fifth</source>
   <translation>erstes Anzeichen bis zum Sitz nach dem fünften</translation>
  </message>
  <message>
   <source>first visit</source>
   <translation>erster Termin</translation>
  </message>
  <message>
   <source>flight</source>
   <translation>Flug</translation>
  </message>
  <message>
   <source>flight / contact</source>
   <translation>Flug / Kontakt</translation>
  </message>
  <message>
   <source>flight time / contact time</source>
   <translation>Flugzeit / Kontaktzeit</translation>
  </message>
  <message>
   <source>flight time / time to take-off (Hawkin RSI)</source>
   <translation>Flugzeit / Zeit bis zum Absprung (Hawkin RSI)</translation>
  </message>
  <message>
   <source>flight-time height / time to take-off (VALD RSI_MODIFIED)</source>
   <translation>Flugzeithöhe / Zeit bis zum Absprung (VALD RSI_MODIFIED)</translation>
  </message>
  <message>
   <source>flight: adaptive</source>
   <translation>Flug: angepasste Schwelle</translation>
  </message>
  <message>
   <source>foot lifted to its first touch or loss of contact, 30 s at most</source>
   <translation>Abheben des Fußes bis zur ersten Berührung oder zum Kontaktverlust, höchstens 30 s</translation>
  </message>
  <message>
   <source>for a jump on plates only</source>
   <translation>nur für einen Sprung auf Platten</translation>
  </message>
  <message>
   <source>for kind {}</source>
   <translation>für die Art {}</translation>
  </message>
  <message>
   <source>for {} s the plates were empty: stepping off them is not sitting down</source>
   <translation>{} s lang waren die Platten leer: Absteigen ist kein Hinsetzen</translation>
  </message>
  <message>
   <source>force</source>
   <translation>Kraft</translation>
  </message>
  <message>
   <source>force (mean of 50 ms) within 3 % of weight, or 5 SD, until the push</source>
   <translation>Kraft (Mittel von 50 ms) innerhalb von 3 % des Gewichts oder 5 SD, bis zum Abdruck</translation>
  </message>
  <message>
   <source>force at the lowest point</source>
   <translation>Kraft am tiefsten Punkt</translation>
  </message>
  <message>
   <source>force at the lowest point / depth</source>
   <translation>Kraft am tiefsten Punkt / Tiefe</translation>
  </message>
  <message>
   <source>force at the lowest point / m</source>
   <translation>Kraft am tiefsten Punkt / m</translation>
  </message>
  <message>
   <source>force before the onset, as a part of the net peak; from 10 to 100 N it is never asked for less or borne more</source>
   <translation>Kraft vor dem Beginn, als Anteil der Netto-Spitze; 10 bis 100 N, nie weniger verlangt oder mehr geduldet</translation>
  </message>
  <message>
   <source>force minus critical force summed over all work</source>
   <translation>Kraft minus kritische Kraft, über alle Arbeit summiert</translation>
  </message>
  <message>
   <source>force plates</source>
   <translation>Kraftmessplatten</translation>
  </message>
  <message>
   <source>force summed from onset to end</source>
   <translation>Kraft von Beginn bis Ende summiert</translation>
  </message>
  <message>
   <source>force that is gone faster than a muscle relaxes while it still rose</source>
   <translation>Kraft, die schneller verschwindet, als ein Muskel erschlafft, während sie noch stieg</translation>
  </message>
  <message>
   <source>force within 2 SD of the weight and speed near zero around the lowest point</source>
   <translation>Kraft innerhalb von 2 SD um das Gewicht und Geschwindigkeit nahe null um den tiefsten Punkt</translation>
  </message>
  <message>
   <source>form kept to the end</source>
   <translation>Haltung bis zum Ende bewahrt</translation>
  </message>
  <message>
   <source>form loss</source>
   <translation>Haltungsverlust</translation>
  </message>
  <message>
   <source>form was lost</source>
   <translation>Haltung ging verloren</translation>
  </message>
  <message>
   <source>form was lost gradually</source>
   <translation>Haltung ging allmählich verloren</translation>
  </message>
  <message>
   <source>form was lost to unsteadiness; the load share stayed</source>
   <translation>Haltung ging durch Unruhe verloren; die Lastverteilung blieb</translation>
  </message>
  <message>
   <source>forwards to the lowest point, backwards to taking hold; not integrated in between</source>
   <translation>vorwärts bis zum tiefsten Punkt, rückwärts bis zum Greifen; dazwischen nicht integriert</translation>
  </message>
  <message>
   <source>free where the data lies: {} GB</source>
   <translation>frei, wo die Daten liegen: {} GB</translation>
  </message>
  <message>
   <source>from own {}, {}; what varies from day to day is not in it</source>
   <translation>aus den eigenen {}, {}; was von Tag zu Tag schwankt, ist nicht enthalten</translation>
  </message>
  <message>
   <source>from the load of two plates whose middles are {} m apart: takes the pressure of each foot as standing at the middle of its plate</source>
   <translation>aus der Last zweier Platten, deren Mitten {} m auseinander liegen: nimmt den Druck jedes Fußes in der Mitte seiner Platte an</translation>
  </message>
  <message>
   <source>from {} of {} trials, the others are not usable</source>
   <translation>aus {} von {} Durchgängen, die anderen sind nicht brauchbar</translation>
  </message>
  <message>
   <source>from {} to {}</source>
   <translation>von {} bis {}</translation>
  </message>
  <message>
   <source>front</source>
   <translation>vorn</translation>
  </message>
  <message>
   <source>front left</source>
   <translation>vorn links</translation>
  </message>
  <message>
   <source>front right</source>
   <translation>vorn rechts</translation>
  </message>
  <message>
   <source>g t / 2, flight time</source>
   <translation>g t / 2, Flugzeit</translation>
  </message>
  <message>
   <source>gain of one plate / loss of the other, rest to hold</source>
   <translation>Zunahme einer Platte / Abnahme der anderen, Ruhe zu Halten</translation>
  </message>
  <message>
   <source>gave way</source>
   <translation>gab nach</translation>
  </message>
  <message>
   <source>given {}: it needs the body weight</source>
   <translation>anzugeben {}: Es braucht das Körpergewicht</translation>
  </message>
  <message>
   <source>given {}: the band is what is shifted into</source>
   <translation>anzugeben {}: In das Band wird verlagert</translation>
  </message>
  <message>
   <source>given, since {} needs it: say from where to where</source>
   <translation>anzugeben, da {} es braucht: von wo bis wo</translation>
  </message>
  <message>
   <source>goal {} s</source>
   <translation>Ziel {} s</translation>
  </message>
  <message>
   <source>gradual shift of load</source>
   <translation>allmähliche Verschiebung der Last</translation>
  </message>
  <message>
   <source>greatest - least x</source>
   <translation>größtes - kleinstes x</translation>
  </message>
  <message>
   <source>greatest - least y</source>
   <translation>größtes - kleinstes y</translation>
  </message>
  <message>
   <source>greatest F v</source>
   <translation>größtes F v</translation>
  </message>
  <message>
   <source>greatest F v / m, lowest point to take-off</source>
   <translation>größtes F v / m, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>greatest F v, lowest point to take-off</source>
   <translation>größtes F v, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>greatest downward speed</source>
   <translation>größte Abwärtsgeschwindigkeit</translation>
  </message>
  <message>
   <source>greatest downward speed to lowest point (VALD: deceleration)</source>
   <translation>größte Abwärtsgeschwindigkeit bis tiefster Punkt (VALD: Abbremsen)</translation>
  </message>
  <message>
   <source>greatest downward speed to lowest point or pause</source>
   <translation>größte Abwärtsgeschwindigkeit bis tiefster Punkt oder Pause</translation>
  </message>
  <message>
   <source>greatest flight time / contact time</source>
   <translation>größte Flugzeit / Kontaktzeit</translation>
  </message>
  <message>
   <source>greatest force in 0.5 s after landing</source>
   <translation>größte Kraft in 0,5 s nach der Landung</translation>
  </message>
  <message>
   <source>greatest force in the contact</source>
   <translation>größte Kraft im Kontakt</translation>
  </message>
  <message>
   <source>greatest force in the first 20 % of the contact, its end between samples</source>
   <translation>größte Kraft in den ersten 20 % des Kontakts, deren Ende zwischen Messwerten</translation>
  </message>
  <message>
   <source>greatest force on the other plate</source>
   <translation>größte Kraft auf der anderen Platte</translation>
  </message>
  <message>
   <source>greatest force on the other plate / W</source>
   <translation>größte Kraft auf der anderen Platte / W</translation>
  </message>
  <message>
   <source>greatest force on the plate under the box</source>
   <translation>größte Kraft auf der Platte unter der Box</translation>
  </message>
  <message>
   <source>greatest force, first sign to standing</source>
   <translation>größte Kraft, erstes Anzeichen bis Stehen</translation>
  </message>
  <message>
   <source>greatest force, greatest downward speed to lowest point</source>
   <translation>größte Kraft, größte Abwärtsgeschwindigkeit bis tiefster Punkt</translation>
  </message>
  <message>
   <source>greatest force, lowest point to take-off</source>
   <translation>größte Kraft, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>greatest g t^2 / 8</source>
   <translation>größtes g t^2 / 8</translation>
  </message>
  <message>
   <source>greatest mean of 0.5 s while held</source>
   <translation>größtes Mittel von 0,5 s beim Halten</translation>
  </message>
  <message>
   <source>greatest of the valid repetitions</source>
   <translation>größter Wert der gültigen Wiederholungen</translation>
  </message>
  <message>
   <source>greatest sample - rest; {}</source>
   <translation>größter Messwert - Ruhe; {}</translation>
  </message>
  <message>
   <source>greatest sample of all bouts</source>
   <translation>größter Messwert aller Phasen</translation>
  </message>
  <message>
   <source>greatest sample; {}</source>
   <translation>größter Messwert; {}</translation>
  </message>
  <message>
   <source>greatest share (mean of 0.1 s) in 1 s after arriving - share held</source>
   <translation>größter Anteil (Mittel von 0,1 s) in 1 s nach der Ankunft - gehaltener Anteil</translation>
  </message>
  <message>
   <source>greatest total force / mass</source>
   <translation>größte Gesamtkraft / Masse</translation>
  </message>
  <message>
   <source>greatest total force of a repetition</source>
   <translation>größte Gesamtkraft einer Wiederholung</translation>
  </message>
  <message>
   <source>greatest total force of the way down</source>
   <translation>größte Gesamtkraft auf dem Weg herunter</translation>
  </message>
  <message>
   <source>greatest total force on the way up</source>
   <translation>größte Gesamtkraft auf dem Weg hinauf</translation>
  </message>
  <message>
   <source>greatest upward speed before take-off</source>
   <translation>größte Aufwärtsgeschwindigkeit vor dem Absprung</translation>
  </message>
  <message>
   <source>greatest |mean share curve - 50|</source>
   <translation>größtes |mittlere Anteilskurve - 50|</translation>
  </message>
  <message>
   <source>half of the difference between the plates</source>
   <translation>die Hälfte des Unterschieds zwischen den Platten</translation>
  </message>
  <message>
   <source>half of the power of both axes</source>
   <translation>Hälfte der Leistung beider Achsen</translation>
  </message>
  <message>
   <source>has no tables yet</source>
   <translation>hat noch keine Tabellen</translation>
  </message>
  <message>
   <source>has schema {}</source>
   <translation>hat Schema {}</translation>
  </message>
  <message>
   <source>has {}; in braces may stand: {}</source>
   <translation>enthält {}; in Klammern darf stehen: {}</translation>
  </message>
  <message>
   <source>height follows in the review</source>
   <translation>die Höhe folgt in der Auswertung</translation>
  </message>
  <message>
   <source>heights by flight time and by the impulse of the landing differ by {} cm</source>
   <translation>die Höhen aus der Flugzeit und aus dem Landeimpuls unterscheiden sich um {} cm</translation>
  </message>
  <message>
   <source>heights by impulse and by flight time differ by {} cm</source>
   <translation>Höhen aus Impuls und aus Flugzeit unterscheiden sich um {} cm</translation>
  </message>
  <message>
   <source>high</source>
   <translation>zu hoch</translation>
  </message>
  <message>
   <source>higher</source>
   <translation>höher</translation>
  </message>
  <message>
   <source>hold begun</source>
   <translation>Halten begonnen</translation>
  </message>
  <message>
   <source>hold {} s</source>
   <translation>{} s halten</translation>
  </message>
  <message>
   <source>hold: half rise</source>
   <translation>Halten: halber Anstieg</translation>
  </message>
  <message>
   <source>hop {}</source>
   <translation>Hop {}</translation>
  </message>
  <message>
   <source>hops</source>
   <translation>Hops</translation>
  </message>
  <message>
   <source>hops / time of their contacts and flights</source>
   <translation>Hops / Zeit ihrer Kontakte und Flüge</translation>
  </message>
  <message>
   <source>hops: best and change</source>
   <translation>Hops: beste und Änderung</translation>
  </message>
  <message>
   <source>hops: each</source>
   <translation>Hops: jeder</translation>
  </message>
  <message>
   <source>hops: left out</source>
   <translation>Hops: ausgelassene</translation>
  </message>
  <message>
   <source>hours</source>
   <translation>Stunden</translation>
  </message>
  <message>
   <source>how long the force stays near its stable peak</source>
   <translation>wie lange die Kraft nahe ihrem stabilen Spitzenwert bleibt</translation>
  </message>
  <message>
   <source>how well it is known cannot be computed here</source>
   <translation>wie gut es bekannt ist, lässt sich hier nicht berechnen</translation>
  </message>
  <message>
   <source>how well it is known is not known</source>
   <translation>wie gut es bekannt ist, ist nicht bekannt</translation>
  </message>
  <message>
   <source>how well the clock of the device agrees with that of the path is not known</source>
   <translation>wie gut die Uhr des Geräts mit der des Pfads übereinstimmt, ist nicht bekannt</translation>
  </message>
  <message>
   <source>how well the clocks of left and right agree is unknown</source>
   <translation>wie gut die Uhren von links und rechts übereinstimmen, ist unbekannt</translation>
  </message>
  <message>
   <source>identifying it</source>
   <translation>das Erkennen</translation>
  </message>
  <message>
   <source>identity view</source>
   <translation>Einsicht in die Identität</translation>
  </message>
  <message>
   <source>improved</source>
   <translation>verbessert</translation>
  </message>
  <message>
   <source>impulse / duration - rest; {}</source>
   <translation>Impuls / Dauer - Ruhe; {}</translation>
  </message>
  <message>
   <source>impulse / duration, gross; {}</source>
   <translation>Impuls / Dauer, brutto; {}</translation>
  </message>
  <message>
   <source>impulse from the landing to the quiet stand</source>
   <translation>Impuls von der Landung bis zum ruhigen Stand</translation>
  </message>
  <message>
   <source>impulse height / push time</source>
   <translation>Impulshöhe / Abdruckzeit</translation>
  </message>
  <message>
   <source>impulse height / time to take-off</source>
   <translation>Impulshöhe / Zeit bis zum Absprung</translation>
  </message>
  <message>
   <source>impulse of the leg / impulse of both</source>
   <translation>Impuls des Beins / Impuls beider</translation>
  </message>
  <message>
   <source>impulse of the leg / impulse of both, all contacts</source>
   <translation>Impuls des Beins / Impuls beider, alle Kontakte</translation>
  </message>
  <message>
   <source>in another program</source>
   <translation>in einem anderen Programm</translation>
  </message>
  <message>
   <source>in band {} %</source>
   <translation>im Band {} %</translation>
  </message>
  <message>
   <source>in full</source>
   <translation>vollständig</translation>
  </message>
  <message>
   <source>in step-down {} the tapping foot carried more than half of the weight: that is a step, not a tap</source>
   <translation>im Step-down {} trug der antippende Fuß mehr als die Hälfte des Gewichts: Das ist ein Schritt, kein Antippen</translation>
  </message>
  <message>
   <source>in the highest quarter</source>
   <translation>im höchsten Viertel</translation>
  </message>
  <message>
   <source>in the lowest quarter</source>
   <translation>im niedrigsten Viertel</translation>
  </message>
  <message>
   <source>in the rest between efforts</source>
   <translation>in der Pause zwischen Versuchen</translation>
  </message>
  <message>
   <source>in the second quarter</source>
   <translation>im zweiten Viertel</translation>
  </message>
  <message>
   <source>in the third quarter</source>
   <translation>im dritten Viertel</translation>
  </message>
  <message>
   <source>in the weighing: {}</source>
   <translation>beim Wiegen: {}</translation>
  </message>
  <message>
   <source>in this trial the {} {} reached its limit: it felt {} N or more</source>
   <translation>in diesem Durchgang erreichte {} {} die Grenze: Es wirkten {} N oder mehr</translation>
  </message>
  <message>
   <source>in {} samples the centre of pressure is not known: {}</source>
   <translation>in {} Messwerten ist der Druckmittelpunkt nicht bekannt: {}</translation>
  </message>
  <message>
   <source>int f P / int P of each axis, weighted by power</source>
   <translation>Integral f P / Integral P jeder Achse, nach Leistung gewichtet</translation>
  </message>
  <message>
   <source>integral of (F - W of both) / m of both</source>
   <translation>Integral von (F - W beider) / m beider</translation>
  </message>
  <message>
   <source>integral of (F - W) / m</source>
   <translation>Integral von (F - W) / m</translation>
  </message>
  <message>
   <source>integral of (F - W) / m from rest</source>
   <translation>Integral von (F - W) / m aus der Ruhe</translation>
  </message>
  <message>
   <source>integral of (F - W) / m of both plates</source>
   <translation>Integral von (F - W) / m beider Platten</translation>
  </message>
  <message>
   <source>integral of (F - W) / m, zero in standing</source>
   <translation>Integral von (F - W) / m, null im Stehen</translation>
  </message>
  <message>
   <source>integral of F - W, first half by time of lowest point to take-off (P1)</source>
   <translation>Integral von F - W, erste Hälfte der Zeit vom tiefsten Punkt bis zum Absprung (P1)</translation>
  </message>
  <message>
   <source>integral of F - W, greatest downward speed to lowest point</source>
   <translation>Integral von F - W, größte Abwärtsgeschwindigkeit bis tiefster Punkt</translation>
  </message>
  <message>
   <source>integral of F - W, lowest point to take-off (VALD: concentric impulse)</source>
   <translation>Integral von F - W, tiefster Punkt bis Absprung (VALD: konzentrischer Impuls)</translation>
  </message>
  <message>
   <source>integral of F - W, second half by time of lowest point to take-off (P2)</source>
   <translation>Integral von F - W, zweite Hälfte der Zeit vom tiefsten Punkt bis zum Absprung (P2)</translation>
  </message>
  <message>
   <source>integral of F - rest from onset + {} to + {} ms; {}</source>
   <translation>Integral von F - Ruhe von Beginn + {} bis + {} ms; {}</translation>
  </message>
  <message>
   <source>integral of F - rest from onset to release; {}</source>
   <translation>Integral von F - Ruhe vom Beginn bis zum Lösen; {}</translation>
  </message>
  <message>
   <source>integral of F from onset + {} to + {} ms, gross; {}</source>
   <translation>Integral von F von Beginn + {} bis + {} ms, brutto; {}</translation>
  </message>
  <message>
   <source>integral of F from onset to release, gross; {}</source>
   <translation>Integral von F vom Beginn bis zum Lösen, brutto; {}</translation>
  </message>
  <message>
   <source>integral of F, greatest downward speed to lowest point</source>
   <translation>Integral von F, größte Abwärtsgeschwindigkeit bis tiefster Punkt</translation>
  </message>
  <message>
   <source>integral of F, landing to lowest point after it</source>
   <translation>Integral von F, Landung bis zum tiefsten Punkt danach</translation>
  </message>
  <message>
   <source>integral of F, lowest point to take-off</source>
   <translation>Integral von F, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>integral of F, onset to greatest downward speed</source>
   <translation>Integral von F, Beginn bis größte Abwärtsgeschwindigkeit</translation>
  </message>
  <message>
   <source>integral of F, touch-down to take-off</source>
   <translation>Integral von F, Aufsetzen bis Absprung</translation>
  </message>
  <message>
   <source>integral of the force on the other plate above 3 % of W</source>
   <translation>Integral der Kraft auf der anderen Platte über 3 % von W</translation>
  </message>
  <message>
   <source>interrupted</source>
   <translation>unterbrochen</translation>
  </message>
  <message>
   <source>invalid</source>
   <translation>ungültig</translation>
  </message>
  <message>
   <source>is more than</source>
   <translation>ist größer als</translation>
  </message>
  <message>
   <source>is not more than</source>
   <translation>ist nicht größer als</translation>
  </message>
  <message>
   <source>it</source>
   <translation>ihr</translation>
  </message>
  <message>
   <source>it began before the recording</source>
   <translation>sie begann vor der Aufnahme</translation>
  </message>
  <message>
   <source>it cannot be done that often</source>
   <translation>so oft ist er nicht möglich</translation>
  </message>
  <message>
   <source>it cannot have a band of this kind</source>
   <translation>ein Band dieser Art ist dort nicht möglich</translation>
  </message>
  <message>
   <source>it cannot have a band there</source>
   <translation>dort kann sein Band nicht liegen</translation>
  </message>
  <message>
   <source>it hands out samples that are not numbers</source>
   <translation>er gibt Messwerte aus, die keine Zahlen sind</translation>
  </message>
  <message>
   <source>it has a member that no backup has: {}</source>
   <translation>sie hat ein Teil, das keine Sicherung hat: {}</translation>
  </message>
  <message>
   <source>it has no decoder ({})</source>
   <translation>er hat keinen Decoder ({})</translation>
  </message>
  <message>
   <source>it has no manifest</source>
   <translation>sie hat kein Verzeichnis</translation>
  </message>
  <message>
   <source>it has {} members</source>
   <translation>sie hat {} Teile</translation>
  </message>
  <message>
   <source>it holds tables, and the number of its schema is gone</source>
   <translation>sie enthält Tabellen, und die Nummer ihres Schemas ist verloren</translation>
  </message>
  <message>
   <source>it is a part of the own maximum, and no valid maximal push of this side was known when the hold began: do the test of its strength first and keep it</source>
   <translation>es ist ein Anteil des eigenen Maximums, und kein gültiger maximaler Versuch dieser Seite war bekannt, als das Halten begann: zuerst den Krafttest durchführen und behalten</translation>
  </message>
  <message>
   <source>it is no USB port</source>
   <translation>es ist kein USB-Anschluss</translation>
  </message>
  <message>
   <source>it is switched off</source>
   <translation>es wird ausgeschaltet</translation>
  </message>
  <message>
   <source>it measures less often than promised, and says so in its time stamps</source>
   <translation>es misst seltener als versprochen und sagt es in seinen Zeitstempeln</translation>
  </message>
  <message>
   <source>it names no channels</source>
   <translation>er nennt keine Kanäle</translation>
  </message>
  <message>
   <source>it names no test that measures this maximum</source>
   <translation>er nennt keinen Test, der dieses Maximum misst</translation>
  </message>
  <message>
   <source>it restarts: its counter begins at 0 again</source>
   <translation>es startet neu: Der Zähler beginnt wieder bei 0</translation>
  </message>
  <message>
   <source>it says nothing of who it is</source>
   <translation>er sagt nicht, wer es ist</translation>
  </message>
  <message>
   <source>it was closed</source>
   <translation>sie wurde geschlossen</translation>
  </message>
  <message>
   <source>it was made with another test: {}</source>
   <translation>sie entstand mit einem anderen Test: {}</translation>
  </message>
  <message>
   <source>it was not measured</source>
   <translation>es wurde nicht gemessen</translation>
  </message>
  <message>
   <source>its USB id belongs to something else</source>
   <translation>seine USB-Kennung gehört zu etwas anderem</translation>
  </message>
  <message>
   <source>its battery dies: it warns, and is off ten seconds later</source>
   <translation>der Akku geht aus: Es warnt und ist zehn Sekunden später aus</translation>
  </message>
  <message>
   <source>its battery is low</source>
   <translation>der Akku ist schwach</translation>
  </message>
  <message>
   <source>its cable is pulled, and put into another port</source>
   <translation>das Kabel wird gezogen und in einen anderen Anschluss gesteckt</translation>
  </message>
  <message>
   <source>its clock runs wrong</source>
   <translation>die Uhr geht falsch</translation>
  </message>
  <message>
   <source>its command {}</source>
   <translation>sein Befehl {}</translation>
  </message>
  <message>
   <source>its counter wraps: from the next start of the stream on it stands shortly before</source>
   <translation>der Zähler läuft über: Ab dem nächsten Start des Datenstroms steht er kurz davor</translation>
  </message>
  <message>
   <source>its decoder failed ({})</source>
   <translation>sein Decoder versagte ({})</translation>
  </message>
  <message>
   <source>its decoder returned a {}, which is no event</source>
   <translation>sein Decoder gab {} zurück; das ist kein Ereignis</translation>
  </message>
  <message>
   <source>its firmware is another</source>
   <translation>die Firmware ist eine andere</translation>
  </message>
  <message>
   <source>its limit ({} N)</source>
   <translation>seine Grenze ({} N)</translation>
  </message>
  <message>
   <source>its loss of share from 10 to 90 % of the way x W / time</source>
   <translation>sein Verlust an Anteil von 10 bis 90 % des Wegs x W / Zeit</translation>
  </message>
  <message>
   <source>its manifest and its members disagree about the database</source>
   <translation>ihr Verzeichnis und ihre Teile widersprechen sich bei der Datenbank</translation>
  </message>
  <message>
   <source>its manifest has a time without a zone</source>
   <translation>ihr Verzeichnis hat eine Zeit ohne Zeitzone</translation>
  </message>
  <message>
   <source>its manifest is too large</source>
   <translation>ihr Verzeichnis ist zu groß</translation>
  </message>
  <message>
   <source>its members are larger than it is itself</source>
   <translation>ihre Teile sind größer als sie selbst</translation>
  </message>
  <message>
   <source>its members are not those of its manifest</source>
   <translation>ihre Teile sind nicht die ihres Verzeichnisses</translation>
  </message>
  <message>
   <source>its own clock</source>
   <translation>seine eigene Uhr</translation>
  </message>
  <message>
   <source>its place</source>
   <translation>sein Platz</translation>
  </message>
  <message>
   <source>its range has no width</source>
   <translation>sein Messbereich hat keine Breite</translation>
  </message>
  <message>
   <source>its recording cannot be of that length</source>
   <translation>seine Aufnahme kann nicht so lang sein</translation>
  </message>
  <message>
   <source>its recording ends before that</source>
   <translation>seine Aufnahme endet vorher</translation>
  </message>
  <message>
   <source>its repetitions have no hold that could be set</source>
   <translation>seine Wiederholungen haben kein einstellbares Halten</translation>
  </message>
  <message>
   <source>its rules do not allow it</source>
   <translation>seine Regeln lassen es nicht zu</translation>
  </message>
  <message>
   <source>its samples counted</source>
   <translation>seine gezählten Messwerte</translation>
  </message>
  <message>
   <source>its unit is {}, and the number's {}</source>
   <translation>ihre Einheit ist {}, und die des Werts {}</translation>
  </message>
  <message>
   <source>its {} is not a positive number</source>
   <translation>sein {} ist keine positive Zahl</translation>
  </message>
  <message>
   <source>jump {} of {}; {}</source>
   <translation>Sprung {} von {}; {}</translation>
  </message>
  <message>
   <source>jump {} was left out: {}</source>
   <translation>Sprung {} wurde ausgelassen: {}</translation>
  </message>
  <message>
   <source>just zeroed</source>
   <translation>gerade genullt</translation>
  </message>
  <message>
   <source>kept</source>
   <translation>behalten</translation>
  </message>
  <message>
   <source>kept or rejected</source>
   <translation>behalten oder abgelehnt</translation>
  </message>
  <message>
   <source>kind of test</source>
   <translation>Art des Tests</translation>
  </message>
  <message>
   <source>known no better than ± {}{}, which is more than it is itself</source>
   <translation>nicht besser als auf ± {}{} bekannt; das ist mehr als der Wert selbst</translation>
  </message>
  <message>
   <source>known to ± {} % only: the force is too flat or too noisy for it</source>
   <translation>nur auf ± {} % bekannt: Die Kraft ist dafür zu flach oder zu verrauscht</translation>
  </message>
  <message>
   <source>known to ± {} ms</source>
   <translation>auf ± {} ms bekannt</translation>
  </message>
  <message>
   <source>landing</source>
   <translation>Landung</translation>
  </message>
  <message>
   <source>landing to the first 1 s with |F - W| &lt;= 5 % W; poorly repeatable</source>
   <translation>Landung bis zur ersten 1 s mit |F - W| &lt;= 5 % W; schlecht wiederholbar</translation>
  </message>
  <message>
   <source>landing until the take-off velocity has been taken up</source>
   <translation>Landung, bis die Absprunggeschwindigkeit abgefangen ist</translation>
  </message>
  <message>
   <source>landing {}</source>
   <translation>Landung {}</translation>
  </message>
  <message>
   <source>last visit {} s</source>
   <translation>letzter Termin {} s</translation>
  </message>
  <message>
   <source>least force to lowest point</source>
   <translation>kleinste Kraft bis tiefster Punkt</translation>
  </message>
  <message>
   <source>leave</source>
   <translation>verlassen</translation>
  </message>
  <message>
   <source>left</source>
   <translation>links</translation>
  </message>
  <message>
   <source>left and right are exchanged</source>
   <translation>links und rechts sind vertauscht</translation>
  </message>
  <message>
   <source>left and right as they were recorded</source>
   <translation>links und rechts, wie sie aufgenommen wurden</translation>
  </message>
  <message>
   <source>left and right clocks agree within {} ms</source>
   <translation>die Uhren von links und rechts stimmen auf {} ms überein</translation>
  </message>
  <message>
   <source>left and right clocks agree within {} ms; 5 ms or better is needed</source>
   <translation>die Uhren von links und rechts stimmen auf {} ms überein; nötig sind 5 ms oder besser</translation>
  </message>
  <message>
   <source>left and right exchanged</source>
   <translation>links und rechts vertauscht</translation>
  </message>
  <message>
   <source>left and right may be swapped: the {} {} was loaded first although the {} one was asked for</source>
   <translation>links und rechts sind vielleicht vertauscht: {} {} wurde zuerst belastet, obwohl {} verlangt war</translation>
  </message>
  <message>
   <source>left grip</source>
   <translation>linkes Dynamometer</translation>
  </message>
  <message>
   <source>left higher</source>
   <translation>links höher</translation>
  </message>
  <message>
   <source>left out</source>
   <translation>ausgelassen</translation>
  </message>
  <message>
   <source>left out for this kind</source>
   <translation>bei dieser Art wegzulassen</translation>
  </message>
  <message>
   <source>left out for this target</source>
   <translation>bei diesem Ziel wegzulassen</translation>
  </message>
  <message>
   <source>left out {}</source>
   <translation>wegzulassen {}</translation>
  </message>
  <message>
   <source>left out {}; kinds with a tempo: {}</source>
   <translation>wegzulassen {}; Arten mit Tempo: {}</translation>
  </message>
  <message>
   <source>left out: nobody is weighed on dynamometers</source>
   <translation>wegzulassen: Auf Dynamometern wird niemand gewogen</translation>
  </message>
  <message>
   <source>left out: only kind balance uses it</source>
   <translation>wegzulassen: Nur die Art balance verwendet es</translation>
  </message>
  <message>
   <source>left out: only kind isometric has practice trials</source>
   <translation>wegzulassen: Nur die Art isometric hat Probeversuche</translation>
  </message>
  <message>
   <source>left out: only kind isometric on dynamometers uses it</source>
   <translation>wegzulassen: Nur die Art isometric auf Dynamometern verwendet es</translation>
  </message>
  <message>
   <source>left out: only kind isometric uses it</source>
   <translation>wegzulassen: Nur die Art isometric verwendet es</translation>
  </message>
  <message>
   <source>left out: only plates carry a thing while they are zeroed</source>
   <translation>wegzulassen: Nur Platten tragen etwas, während sie genullt werden</translation>
  </message>
  <message>
   <source>left out: {}</source>
   <translation>ausgelassen: {}</translation>
  </message>
  <message>
   <source>leg: share of push</source>
   <translation>Bein: Anteil am Abdruck</translation>
  </message>
  <message>
   <source>length of the effort</source>
   <translation>Dauer des Versuchs</translation>
  </message>
  <message>
   <source>less</source>
   <translation>weniger</translation>
  </message>
  <message>
   <source>less than 0.4 s of rest before it</source>
   <translation>weniger als 0,4 s Ruhe davor</translation>
  </message>
  <message>
   <source>less than 1 min</source>
   <translation>weniger als 1 min</translation>
  </message>
  <message>
   <source>let it go slack before the push</source>
   <translation>vor dem Drücken locker lassen</translation>
  </message>
  <message>
   <source>level that counts as an effort</source>
   <translation>Schwelle, ab der ein Versuch zählt</translation>
  </message>
  <message>
   <source>lever: given</source>
   <translation>Hebel: angegeben</translation>
  </message>
  <message>
   <source>lift of the foot</source>
   <translation>Heben des Fußes</translation>
  </message>
  <message>
   <source>lift: levels</source>
   <translation>Heben: Niveaus</translation>
  </message>
  <message>
   <source>lifting took {} s: what follows its first second is in this number</source>
   <translation>das Anheben dauerte {} s: Was auf die erste Sekunde folgt, steckt in diesem Wert</translation>
  </message>
  <message>
   <source>lifts</source>
   <translation>Hebungen</translation>
  </message>
  <message>
   <source>limited</source>
   <translation>eingeschränkt</translation>
  </message>
  <message>
   <source>limited: {}</source>
   <translation>eingeschränkt: {}</translation>
  </message>
  <message>
   <source>limits it</source>
   <translation>schränkt es ein</translation>
  </message>
  <message>
   <source>line {}</source>
   <translation>Zeile {}</translation>
  </message>
  <message>
   <source>line {}:</source>
   <translation>Zeile {}:</translation>
  </message>
  <message>
   <source>lines like {}</source>
   <translation>Zeilen wie {}</translation>
  </message>
  <message>
   <source>load</source>
   <translation>Last</translation>
  </message>
  <message>
   <source>load before the rise</source>
   <translation>Last vor dem Anstieg</translation>
  </message>
  <message>
   <source>load of two plates</source>
   <translation>Last zweier Platten</translation>
  </message>
  <message>
   <source>loaded {}, answered {}</source>
   <translation>belastet {}, geantwortet {}</translation>
  </message>
  <message>
   <source>loaded {}, felt {}</source>
   <translation>belastet {}, gespürt {}</translation>
  </message>
  <message>
   <source>loads that go up for 0.4 s and down again</source>
   <translation>Lasten, die 0,4 s lang steigen und wieder fallen</translation>
  </message>
  <message>
   <source>longer axis of the ellipse from the right, 90 is forward</source>
   <translation>längere Achse der Ellipse, von rechts; 90 ist vorwärts</translation>
  </message>
  <message>
   <source>longest stretch within 10 % of the net stable peak; {}</source>
   <translation>längste Strecke innerhalb von 10 % der stabilen Netto-Spitze; {}</translation>
  </message>
  <message>
   <source>loss from first to last 5 s</source>
   <translation>Verlust von den ersten zu den letzten 5 s</translation>
  </message>
  <message>
   <source>losses are not counted</source>
   <translation>Verluste werden nicht gezählt</translation>
  </message>
  <message>
   <source>losses not counted</source>
   <translation>Verluste nicht gezählt</translation>
  </message>
  <message>
   <source>lost</source>
   <translation>verloren</translation>
  </message>
  <message>
   <source>lost balance</source>
   <translation>Gleichgewicht verloren</translation>
  </message>
  <message>
   <source>lost form</source>
   <translation>Haltung verloren</translation>
  </message>
  <message>
   <source>low</source>
   <translation>zu niedrig</translation>
  </message>
  <message>
   <source>low battery</source>
   <translation>Akku schwach</translation>
  </message>
  <message>
   <source>lower</source>
   <translation>niedriger</translation>
  </message>
  <message>
   <source>lower-case letters, digits and underscores, a letter first, at most 60</source>
   <translation>Kleinbuchstaben, Ziffern und Unterstriche, zuerst ein Buchstabe, höchstens 60</translation>
  </message>
  <message>
   <source>lowest point or pause to force back at the weight</source>
   <translation>tiefster Punkt oder Pause, bis die Kraft wieder beim Gewicht ist</translation>
  </message>
  <message>
   <source>lowest point to take-off</source>
   <translation>tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>lowest point until both go up; not integrated</source>
   <translation>tiefster Punkt, bis beide aufwärts gehen; nicht integriert</translation>
  </message>
  <message>
   <source>maker's calibration, not verified</source>
   <translation>Kalibrierung des Herstellers, nicht verifiziert</translation>
  </message>
  <message>
   <source>mean F from rest before to rest after the jump: leaves no velocity</source>
   <translation>mittleres F von der Ruhe vor bis zur Ruhe nach dem Sprung: lässt keine Geschwindigkeit übrig</translation>
  </message>
  <message>
   <source>mean F v</source>
   <translation>mittleres F v</translation>
  </message>
  <message>
   <source>mean F v / m, lowest point to take-off</source>
   <translation>mittleres F v / m, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>mean F v, lowest point to take-off</source>
   <translation>mittleres F v, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>mean above 90 % of the rise</source>
   <translation>Mittel über 90 % des Anstiegs</translation>
  </message>
  <message>
   <source>mean distance from the mean position</source>
   <translation>mittlerer Abstand von der mittleren Position</translation>
  </message>
  <message>
   <source>mean force / best peak of the own maximum</source>
   <translation>mittlere Kraft / bester Spitzenwert des eigenen Maximums</translation>
  </message>
  <message>
   <source>mean force, greatest downward speed to lowest point</source>
   <translation>mittlere Kraft, größte Abwärtsgeschwindigkeit bis tiefster Punkt</translation>
  </message>
  <message>
   <source>mean force, lowest point to take-off</source>
   <translation>mittlere Kraft, tiefster Punkt bis Absprung</translation>
  </message>
  <message>
   <source>mean from 1 s after the onset</source>
   <translation>Mittel ab 1 s nach dem Beginn</translation>
  </message>
  <message>
   <source>mean from lowest point or pause to end</source>
   <translation>Mittel vom tiefsten Punkt oder von der Pause bis zum Ende</translation>
  </message>
  <message>
   <source>mean from start to lowest point or pause</source>
   <translation>Mittel von Anfang bis tiefster Punkt oder Pause</translation>
  </message>
  <message>
   <source>mean of</source>
   <translation>Mittel von</translation>
  </message>
  <message>
   <source>mean of (g t^2 / 8) / contact time</source>
   <translation>Mittel von (g t^2 / 8) / Kontaktzeit</translation>
  </message>
  <message>
   <source>mean of flight time / contact time</source>
   <translation>Mittel von Flugzeit / Kontaktzeit</translation>
  </message>
  <message>
   <source>mean of force minus path / mean path</source>
   <translation>Mittel von Kraft minus Pfad / mittlerer Pfad</translation>
  </message>
  <message>
   <source>mean of force minus target / mean target</source>
   <translation>Mittel von Kraft minus Ziel / mittleres Ziel</translation>
  </message>
  <message>
   <source>mean of g t^2 / 8</source>
   <translation>Mittel von g t^2 / 8</translation>
  </message>
  <message>
   <source>mean of men {}</source>
   <translation>Mittel der Männer {}</translation>
  </message>
  <message>
   <source>mean of one foot, first sign to last standing</source>
   <translation>Mittel eines Fußes, erstes Anzeichen bis letztes Stehen</translation>
  </message>
  <message>
   <source>mean of side / total</source>
   <translation>Mittel von Seite / Summe</translation>
  </message>
  <message>
   <source>mean of side / total above 90 % of the rise</source>
   <translation>Mittel von Seite / Summe über 90 % des Anstiegs</translation>
  </message>
  <message>
   <source>mean of side / total in the last 2 s</source>
   <translation>Mittel von Seite / Summe in den letzten 2 s</translation>
  </message>
  <message>
   <source>mean of side / total on the way up</source>
   <translation>Mittel von Seite / Summe auf dem Weg hinauf</translation>
  </message>
  <message>
   <source>mean of side / total, first sign to standing</source>
   <translation>Mittel von Seite / Summe, erstes Anzeichen bis Stehen</translation>
  </message>
  <message>
   <source>mean of side / total, lowest point or pause to end</source>
   <translation>Mittel von Seite / Summe, tiefster Punkt oder Pause bis Ende</translation>
  </message>
  <message>
   <source>mean of side / total, start to end</source>
   <translation>Mittel von Seite / Summe, Anfang bis Ende</translation>
  </message>
  <message>
   <source>mean of side / total, start to lowest point</source>
   <translation>Mittel von Seite / Summe, Anfang bis tiefster Punkt</translation>
  </message>
  <message>
   <source>mean of side / total, start to lowest point or pause</source>
   <translation>Mittel von Seite / Summe, Anfang bis tiefster Punkt oder Pause</translation>
  </message>
  <message>
   <source>mean of take-off to landing</source>
   <translation>Mittel von Absprung bis Landung</translation>
  </message>
  <message>
   <source>mean of the greatest force in each contact</source>
   <translation>Mittel der größten Kraft in jedem Kontakt</translation>
  </message>
  <message>
   <source>mean of the integral of F in each contact</source>
   <translation>Mittel des Integrals von F in jedem Kontakt</translation>
  </message>
  <message>
   <source>mean of the last seconds of work (three bouts)</source>
   <translation>Mittel der letzten Sekunden der Arbeit (drei Phasen)</translation>
  </message>
  <message>
   <source>mean of the middle half of the time above 90 % of the rise, minus rest</source>
   <translation>Mittel der mittleren Hälfte der Zeit über 90 % des Anstiegs, minus Ruhe</translation>
  </message>
  <message>
   <source>mean of the n greatest flight time / contact time; n is with the value</source>
   <translation>Mittel der n größten Flugzeit / Kontaktzeit; n steht beim Wert</translation>
  </message>
  <message>
   <source>mean of the repetitions</source>
   <translation>Mittel der Wiederholungen</translation>
  </message>
  <message>
   <source>mean of the stillest second</source>
   <translation>Mittel der ruhigsten Sekunde</translation>
  </message>
  <message>
   <source>mean of the three greatest</source>
   <translation>Mittel der drei größten</translation>
  </message>
  <message>
   <source>mean of the two greatest</source>
   <translation>Mittel der zwei größten</translation>
  </message>
  <message>
   <source>mean of touch-down to take-off</source>
   <translation>Mittel von Aufsetzen bis Absprung</translation>
  </message>
  <message>
   <source>mean of women {}</source>
   <translation>Mittel der Frauen {}</translation>
  </message>
  <message>
   <source>mean time between starts</source>
   <translation>mittlere Zeit zwischen Anfängen</translation>
  </message>
  <message>
   <source>mean total force of the way down</source>
   <translation>mittlere Gesamtkraft auf dem Weg herunter</translation>
  </message>
  <message>
   <source>mean |F / W - 1| while held</source>
   <translation>Mittel |F / W - 1| beim Halten</translation>
  </message>
  <message>
   <source>mean |period - metronome|</source>
   <translation>Mittel |Periode - Metronom|</translation>
  </message>
  <message>
   <source>mean |share held - middle of the band|</source>
   <translation>Mittel |gehaltener Anteil - Mitte des Bands|</translation>
  </message>
  <message>
   <source>mean, first sign to standing</source>
   <translation>Mittel, erstes Anzeichen bis Stehen</translation>
  </message>
  <message>
   <source>measured with {}, and this test with {}</source>
   <translation>gemessen mit {}, und dieser Test mit {}</translation>
  </message>
  <message>
   <source>measured {}, and this test is done {}</source>
   <translation>gemessen {}, und dieser Test wird {} durchgeführt</translation>
  </message>
  <message>
   <source>method of {}</source>
   <translation>Methode von {}</translation>
  </message>
  <message>
   <source>minutes</source>
   <translation>Minuten</translation>
  </message>
  <message>
   <source>missing {}; it must be {}</source>
   <translation>{} fehlt; es muss sein: {}</translation>
  </message>
  <message>
   <source>moments</source>
   <translation>Momente</translation>
  </message>
  <message>
   <source>more</source>
   <translation>mehr</translation>
  </message>
  <message>
   <source>more than half way up 30 s after GO (without it: the first sign) counts</source>
   <translation>mehr als halb oben 30 s nach LOS (ohne LOS: nach dem ersten Anzeichen) zählt</translation>
  </message>
  <message>
   <source>more than half way up counts</source>
   <translation>mehr als zur Hälfte aufgestanden zählt</translation>
  </message>
  <message>
   <source>more than measurement error (±{} %)</source>
   <translation>mehr als der Messfehler (±{} %)</translation>
  </message>
  <message>
   <source>motion: backwards from takeoff</source>
   <translation>Bewegung: rückwärts vom Absprung</translation>
  </message>
  <message>
   <source>motion: impulse momentum</source>
   <translation>Bewegung: Impuls und Geschwindigkeit</translation>
  </message>
  <message>
   <source>moved another part of the body</source>
   <translation>anderes Körperteil bewegt</translation>
  </message>
  <message>
   <source>moved before the signal</source>
   <translation>vor dem Signal bewegt</translation>
  </message>
  <message>
   <source>movement: closed repetitions</source>
   <translation>Bewegung: geschlossene Wiederholungen</translation>
  </message>
  <message>
   <source>must be "%" or {}, the unit of {}</source>
   <translation>muss "%" oder {} sein, die Einheit von {}</translation>
  </message>
  <message>
   <source>must be a name of its own: a built-in {} has this one</source>
   <translation>muss ein eigener Name sein: Mitgeliefert gibt es ihn schon ({})</translation>
  </message>
  <message>
   <source>must be a name of its own: another file has it</source>
   <translation>muss ein eigener Name sein: Eine andere Datei hat ihn</translation>
  </message>
  <message>
   <source>must be a name of letters, digits and underscores</source>
   <translation>muss ein Name aus Buchstaben, Ziffern und Unterstrichen sein</translation>
  </message>
  <message>
   <source>must be a test that no other file replaces; {}.toml does</source>
   <translation>muss ein Test sein, den keine andere Datei ersetzt; {}.toml tut es</translation>
  </message>
  <message>
   <source>must be at most four of `metrics`; {} is none of them{}</source>
   <translation>darf höchstens vier von `metrics` nennen; {} ist keines davon{}</translation>
  </message>
  <message>
   <source>must be left out without a mean</source>
   <translation>muss ohne Mittelwert entfallen</translation>
  </message>
  <message>
   <source>must be left out: this gate belongs to the devices and is the same for all tests</source>
   <translation>muss entfallen: Diese Prüfung gehört zu den Geräten und ist bei allen Tests gleich</translation>
  </message>
  <message>
   <source>must be left out: this gate does not look at {} on {}</source>
   <translation>muss entfallen: Diese Prüfung betrachtet {} auf {} nicht</translation>
  </message>
  <message>
   <source>must be left out: {}</source>
   <translation>muss entfallen: {}</translation>
  </message>
  <message>
   <source>must be named after one of `metrics`{}</source>
   <translation>muss nach einem von `metrics` heißen{}</translation>
  </message>
  <message>
   <source>must be named after one of `tests`{}; they are: {}</source>
   <translation>muss nach einem von `tests` heißen{}; das sind: {}</translation>
  </message>
  <message>
   <source>must be one of the built-in tests{}; they are {}</source>
   <translation>muss einer der mitgelieferten Tests sein{}; das sind {}</translation>
  </message>
  <message>
   <source>must be that of `setup.posture`, {}</source>
   <translation>muss dem von `setup.posture` gleichen, {}</translation>
  </message>
  <message>
   <source>must be the file's name without .toml, {}</source>
   <translation>muss der Name der Datei ohne .toml sein, {}</translation>
  </message>
  <message>
   <source>must be without the headline, {}: that is shown anyway</source>
   <translation>muss ohne die Hauptgröße sein, {}: Sie wird ohnehin gezeigt</translation>
  </message>
  <message>
   <source>must be {}</source>
   <translation>muss sein: {}</translation>
  </message>
  <message>
   <source>must be {} to {} {}</source>
   <translation>muss sein: {} bis {} {}</translation>
  </message>
  <message>
   <source>must be {}, with which this test measures {}</source>
   <translation>muss {} sein, womit dieser Test {} misst</translation>
  </message>
  <message>
   <source>must be {}{}</source>
   <translation>muss sein: {}{}</translation>
  </message>
  <message>
   <source>must have at most {} tables, and has {}</source>
   <translation>darf höchstens {} Tabellen haben und hat {}</translation>
  </message>
  <message>
   <source>n = {}</source>
   <translation>n = {}</translation>
  </message>
  <message>
   <source>n = {} and {}</source>
   <translation>n = {} und {}</translation>
  </message>
  <message>
   <source>name of whoever works here</source>
   <translation>Name der hier arbeitenden Person</translation>
  </message>
  <message>
   <source>names of norm cards, each once</source>
   <translation>Namen von Normkarten, jeder einmal</translation>
  </message>
  <message>
   <source>native values, not calibrated</source>
   <translation>Rohwerte, nicht kalibriert</translation>
  </message>
  <message>
   <source>needs &gt;= {} Hz; this device {}</source>
   <translation>braucht &gt;= {} Hz; dieses Gerät {}</translation>
  </message>
  <message>
   <source>needs at least {} repetitions</source>
   <translation>braucht mindestens {} Wiederholungen</translation>
  </message>
  <message>
   <source>needs how far apart the plates stand, which this test does not say</source>
   <translation>braucht den Abstand der Platten, den dieser Test nicht nennt</translation>
  </message>
  <message>
   <source>needs plates whose calibration says where their cells stand</source>
   <translation>braucht Platten, deren Kalibrierung sagt, wo ihre Zellen stehen</translation>
  </message>
  <message>
   <source>needs plates with three or more cells whose places are known, plates that measure moments, or a file with the centre of pressure</source>
   <translation>braucht Platten mit drei oder mehr Zellen an bekannten Stellen, Platten, die Momente messen, oder eine Datei mit dem Druckzentrum</translation>
  </message>
  <message>
   <source>needs {} hops; this set has {}</source>
   <translation>braucht {} Hops; diese Serie hat {}</translation>
  </message>
  <message>
   <source>needs {} s of standing; these are {} s</source>
   <translation>braucht {} s Stand; dies sind {} s</translation>
  </message>
  <message>
   <source>needs {} s of steady holding, lifting and lowering left out, to know what is usual in it</source>
   <translation>braucht {} s gleichmäßiges Halten, ohne Heben und Senken, um das Übliche darin zu kennen</translation>
  </message>
  <message>
   <source>neither more nor less of it is better: there is no involved side to judge</source>
   <translation>weder mehr noch weniger davon ist besser: Es gibt keine betroffene Seite zu beurteilen</translation>
  </message>
  <message>
   <source>network disk</source>
   <translation>Netzwerkdatenträger</translation>
  </message>
  <message>
   <source>network drive</source>
   <translation>Netzlaufwerk</translation>
  </message>
  <message>
   <source>network share</source>
   <translation>Netzwerkfreigabe</translation>
  </message>
  <message>
   <source>never 3 % of W for 20 ms on the other plate</source>
   <translation>nie 20 ms lang 3 % von W auf der anderen Platte</translation>
  </message>
  <message>
   <source>never gone</source>
   <translation>nie weg</translation>
  </message>
  <message>
   <source>never within 5 % of the weight for {} s after landing</source>
   <translation>nach der Landung nie {} s lang innerhalb von 5 % des Gewichts</translation>
  </message>
  <message>
   <source>next</source>
   <translation>als Nächstes</translation>
  </message>
  <message>
   <source>next effort begun</source>
   <translation>nächster Versuch begonnen</translation>
  </message>
  <message>
   <source>no Bluetooth service</source>
   <translation>kein Bluetooth-Dienst</translation>
  </message>
  <message>
   <source>no answer</source>
   <translation>keine Antwort</translation>
  </message>
  <message>
   <source>no complete hop: {}</source>
   <translation>kein vollständiger Hop: {}</translation>
  </message>
  <message>
   <source>no corner</source>
   <translation>keine Ecke</translation>
  </message>
  <message>
   <source>no countermovement, push from rest</source>
   <translation>ohne Ausholen, aus der Ruhe drücken</translation>
  </message>
  <message>
   <source>no earlier visit has a number that can be used</source>
   <translation>kein früherer Termin hat einen brauchbaren Wert</translation>
  </message>
  <message>
   <source>no effort found</source>
   <translation>kein Versuch gefunden</translation>
  </message>
  <message>
   <source>no effort found on the {} side</source>
   <translation>kein Versuch auf der Seite {} gefunden</translation>
  </message>
  <message>
   <source>no landing on the plates after the jump: the recording ends in flight, or the landing was beside them</source>
   <translation>keine Landung auf den Platten nach dem Sprung: Die Aufnahme endet im Flug, oder die Landung war daneben</translation>
  </message>
  <message>
   <source>no method</source>
   <translation>keine Methode</translation>
  </message>
  <message>
   <source>no number: {}</source>
   <translation>kein Wert: {}</translation>
  </message>
  <message>
   <source>no plateau: the force stays near its stable peak for {} s only</source>
   <translation>kein Plateau: Die Kraft bleibt nur {} s nahe ihrem stabilen Spitzenwert</translation>
  </message>
  <message>
   <source>no published value was found</source>
   <translation>kein veröffentlichter Wert wurde gefunden</translation>
  </message>
  <message>
   <source>no reason given</source>
   <translation>kein Grund angegeben</translation>
  </message>
  <message>
   <source>no repetition can be measured ({})</source>
   <translation>keine Wiederholung lässt sich messen ({})</translation>
  </message>
  <message>
   <source>no repetition of the {} side was found</source>
   <translation>keine Wiederholung der Seite {} gefunden</translation>
  </message>
  <message>
   <source>no samples lost</source>
   <translation>keine Messwerte verloren</translation>
  </message>
  <message>
   <source>no samples lost, not counted by all</source>
   <translation>keine Messwerte verloren, nicht von allen gezählt</translation>
  </message>
  <message>
   <source>no shift was held long enough; {} s or more are needed</source>
   <translation>keine Verlagerung wurde lange genug gehalten; nötig sind {} s oder mehr</translation>
  </message>
  <message>
   <source>no sound</source>
   <translation>kein Ton</translation>
  </message>
  <message>
   <source>no value given for {}</source>
   <translation>kein Wert angegeben für {}</translation>
  </message>
  <message>
   <source>no {} s of quiet standing on the plates ({})</source>
   <translation>keine {} s ruhiger Stand auf den Platten ({})</translation>
  </message>
  <message>
   <source>nobody</source>
   <translation>niemand</translation>
  </message>
  <message>
   <source>nobody knows what it is</source>
   <translation>niemand weiß, was es ist</translation>
  </message>
  <message>
   <source>nobody landed on the plates</source>
   <translation>niemand landete auf den Platten</translation>
  </message>
  <message>
   <source>nobody loads the plates here</source>
   <translation>niemand belastet hier die Platten</translation>
  </message>
  <message>
   <source>nobody pushed off after the landing: the plates were left without a jump</source>
   <translation>nach der Landung drückte sich niemand ab: Die Platten wurden ohne Sprung verlassen</translation>
  </message>
  <message>
   <source>nobody sat down again</source>
   <translation>niemand setzte sich wieder</translation>
  </message>
  <message>
   <source>nobody stood on the plates</source>
   <translation>niemand stand auf den Platten</translation>
  </message>
  <message>
   <source>nobody was on the plates</source>
   <translation>niemand war auf den Platten</translation>
  </message>
  <message>
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <source>not a full effort</source>
   <translation>kein voller Einsatz</translation>
  </message>
  <message>
   <source>not back</source>
   <translation>nicht zurück</translation>
  </message>
  <message>
   <source>not comparable</source>
   <translation>nicht vergleichbar</translation>
  </message>
  <message>
   <source>not complete</source>
   <translation>unvollständig</translation>
  </message>
  <message>
   <source>not decided</source>
   <translation>nicht entschieden</translation>
  </message>
  <message>
   <source>not distinguishable</source>
   <translation>nicht unterscheidbar</translation>
  </message>
  <message>
   <source>not done</source>
   <translation>nicht durchgeführt</translation>
  </message>
  <message>
   <source>not done as instructed</source>
   <translation>nicht wie angewiesen ausgeführt</translation>
  </message>
  <message>
   <source>not filtered: {} samples a second leave no room for the 10 Hz low-pass</source>
   <translation>nicht gefiltert: {} Messwerte je Sekunde lassen keinen Raum für den 10-Hz-Tiefpass</translation>
  </message>
  <message>
   <source>not integrated: the floor carries a part of the body</source>
   <translation>nicht integriert: Der Boden trägt einen Teil des Körpers</translation>
  </message>
  <message>
   <source>not judged</source>
   <translation>nicht beurteilt</translation>
  </message>
  <message>
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <source>not looked at yet</source>
   <translation>noch nicht angesehen</translation>
  </message>
  <message>
   <source>not named</source>
   <translation>ohne Namen</translation>
  </message>
  <message>
   <source>not still yet</source>
   <translation>noch nicht ruhig</translation>
  </message>
  <message>
   <source>not told</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <source>not worse than</source>
   <translation>nicht schlechter als</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>nothing arrives, then everything at once</source>
   <translation>nichts kommt an, dann alles auf einmal</translation>
  </message>
  <message>
   <source>nothing earlier to compare with</source>
   <translation>nichts Früheres zum Vergleichen</translation>
  </message>
  <message>
   <source>nothing of this was stored</source>
   <translation>davon wurde nichts gespeichert</translation>
  </message>
  <message>
   <source>nothing that fits is published for it</source>
   <translation>dafür ist nichts Passendes veröffentlicht</translation>
  </message>
  <message>
   <source>nothing to weigh</source>
   <translation>nichts zu wiegen</translation>
  </message>
  <message>
   <source>nothing was checked</source>
   <translation>nichts wurde geprüft</translation>
  </message>
  <message>
   <source>nothing yet</source>
   <translation>noch nichts</translation>
  </message>
  <message>
   <source>now</source>
   <translation>jetzt</translation>
  </message>
  <message>
   <source>number of legs</source>
   <translation>Zahl der Beine</translation>
  </message>
  <message>
   <source>number of repetitions</source>
   <translation>Zahl der Wiederholungen</translation>
  </message>
  <message>
   <source>of</source>
   <translation>von</translation>
  </message>
  <message>
   <source>of both critical forces</source>
   <translation>beider kritischer Kräfte</translation>
  </message>
  <message>
   <source>of people of {} to {} years, and the person is {}</source>
   <translation>von Personen von {} bis {} Jahren, und die Person ist {}</translation>
  </message>
  <message>
   <source>of people of {} to {} years, and the person's birth year is not known</source>
   <translation>von Personen von {} bis {} Jahren, und das Geburtsjahr der Person ist nicht bekannt</translation>
  </message>
  <message>
   <source>of people who do {}</source>
   <translation>von Personen, die {} betreiben</translation>
  </message>
  <message>
   <source>of the {} leg</source>
   <translation>des Beins {}</translation>
  </message>
  <message>
   <source>of the {} leg, and which one that is of this person is not known</source>
   <translation>des Beins {}, und welches das bei dieser Person ist, ist nicht bekannt</translation>
  </message>
  <message>
   <source>of {} s</source>
   <translation>von {} s</translation>
  </message>
  <message>
   <source>of {}, and the person's sex is {}</source>
   <translation>von {}, und das Geschlecht der Person ist {}</translation>
  </message>
  <message>
   <source>off by up to</source>
   <translation>Abweichung bis zu</translation>
  </message>
  <message>
   <source>on the path {} % of the time</source>
   <translation>auf dem Pfad {} % der Zeit</translation>
  </message>
  <message>
   <source>on the {} side the force never rises by {} N for a second</source>
   <translation>auf der Seite {} steigt die Kraft nie eine Sekunde lang um {} N</translation>
  </message>
  <message>
   <source>on {} (user {}, process {}, since {})</source>
   <translation>auf {} (Benutzer {}, Prozess {}, seit {})</translation>
  </message>
  <message>
   <source>one bridge cannot say this; do two or more</source>
   <translation>eine Brücke kann das nicht sagen; zwei oder mehr ausführen</translation>
  </message>
  <message>
   <source>one foot does not carry the whole weight: see both together</source>
   <translation>ein Fuß trägt nicht das ganze Gewicht: beide zusammen ansehen</translation>
  </message>
  <message>
   <source>one force</source>
   <translation>eine Kraft</translation>
  </message>
  <message>
   <source>one hold</source>
   <translation>ein Halten</translation>
  </message>
  <message>
   <source>one hop does not show the variation</source>
   <translation>ein Hop zeigt die Schwankung nicht</translation>
  </message>
  <message>
   <source>one jump: repeat it to see its usual variation</source>
   <translation>ein Sprung: wiederholen, um die übliche Schwankung zu sehen</translation>
  </message>
  <message>
   <source>one metric or more, each once</source>
   <translation>eine oder mehrere Messgrößen, jede einmal</translation>
  </message>
  <message>
   <source>one more</source>
   <translation>noch einer</translation>
  </message>
  <message>
   <source>one of `metrics`</source>
   <translation>eines von `metrics`</translation>
  </message>
  <message>
   <source>one of its numbers needs the band that it has</source>
   <translation>einer seiner Werte braucht das Band, das er hat</translation>
  </message>
  <message>
   <source>one of them was not maximal, so the best may not be either</source>
   <translation>einer davon war nicht maximal, der Bestwert also vielleicht auch nicht</translation>
  </message>
  <message>
   <source>one or more sentences on one line, at most {} letters, the last one a full stop, ! or ?</source>
   <translation>ein oder mehrere Sätze in einer Zeile, höchstens {} Zeichen, am Ende ein Punkt, ! oder ?</translation>
  </message>
  <message>
   <source>one repetition a side does not show the usual variation</source>
   <translation>eine Wiederholung je Seite zeigt die übliche Schwankung nicht</translation>
  </message>
  <message>
   <source>one repetition a side tells nothing about what varies from one to the next</source>
   <translation>eine Wiederholung je Seite sagt nichts darüber, was von einer zur nächsten schwankt</translation>
  </message>
  <message>
   <source>one repetition cannot say this; do two or more</source>
   <translation>eine Wiederholung kann das nicht sagen; zwei oder mehr ausführen</translation>
  </message>
  <message>
   <source>one repetition: what the load varies between repetitions is not known</source>
   <translation>eine Wiederholung: Wie sehr die Last zwischen Wiederholungen schwankt, ist nicht bekannt</translation>
  </message>
  <message>
   <source>one shift a side: what varies between shifts is not known</source>
   <translation>eine Verlagerung je Seite: Die Streuung zwischen Verlagerungen ist nicht bekannt</translation>
  </message>
  <message>
   <source>one side alone is tested: do the test of the other side too and compare the two trials</source>
   <translation>nur eine Seite wird getestet: auch den Test der anderen Seite durchführen und die beiden Durchgänge vergleichen</translation>
  </message>
  <message>
   <source>one side has no usable repetition</source>
   <translation>eine Seite hat keine brauchbare Wiederholung</translation>
  </message>
  <message>
   <source>one side has no value</source>
   <translation>eine Seite hat keinen Wert</translation>
  </message>
  <message>
   <source>one side is negative: a percentage of a signed quantity means nothing</source>
   <translation>eine Seite ist negativ: Ein Prozentwert einer Größe mit Vorzeichen bedeutet nichts</translation>
  </message>
  <message>
   <source>one test</source>
   <translation>ein Test</translation>
  </message>
  <message>
   <source>one total force: whether one leg alone jumped, and which, is not known</source>
   <translation>eine Gesamtkraft: Ob nur ein Bein sprang, und welches, ist nicht bekannt</translation>
  </message>
  <message>
   <source>one try each: how much a time varies from try to try is not in the band</source>
   <translation>je ein Versuch: Wie sehr eine Zeit von Versuch zu Versuch schwankt, ist nicht im Band</translation>
  </message>
  <message>
   <source>only one side was recorded</source>
   <translation>nur eine Seite wurde aufgenommen</translation>
  </message>
  <message>
   <source>only unrestricted values are compared</source>
   <translation>nur uneingeschränkte Werte werden verglichen</translation>
  </message>
  <message>
   <source>only {} s on the plates before the jump</source>
   <translation>nur {} s auf den Platten vor dem Sprung</translation>
  </message>
  <message>
   <source>only {} s were recorded after {}</source>
   <translation>nur {} s wurden nach {} aufgenommen</translation>
  </message>
  <message>
   <source>onset</source>
   <translation>Beginn</translation>
  </message>
  <message>
   <source>onset of the push to take-off</source>
   <translation>Beginn des Abdrucks bis Absprung</translation>
  </message>
  <message>
   <source>onset to greatest downward speed</source>
   <translation>Beginn bis größte Abwärtsgeschwindigkeit</translation>
  </message>
  <message>
   <source>onset to greatest sample; {}</source>
   <translation>Beginn bis größter Messwert; {}</translation>
  </message>
  <message>
   <source>onset to release; {}</source>
   <translation>Beginn bis Lösen; {}</translation>
  </message>
  <message>
   <source>onset to rest + 0.8 (peak - rest); {}</source>
   <translation>Beginn bis Ruhe + 0,8 (Spitze - Ruhe); {}</translation>
  </message>
  <message>
   <source>onset to take-off</source>
   <translation>Beginn bis Absprung</translation>
  </message>
  <message>
   <source>onset to the first exit below the band for more than 1 s</source>
   <translation>Beginn bis zum ersten Verlassen des Bands nach unten für mehr als 1 s</translation>
  </message>
  <message>
   <source>onset to the first loss below half the rise for 1 s</source>
   <translation>Beginn bis zum ersten Verlust unter den halben Anstieg für 1 s</translation>
  </message>
  <message>
   <source>onset to where load share or unsteadiness leave their beginning for good, else to the end</source>
   <translation>Beginn, bis Lastverteilung oder Unruhe ihren Anfang endgültig verlassen, sonst bis zum Ende</translation>
  </message>
  <message>
   <source>onset {}</source>
   <translation>Beginn {}</translation>
  </message>
  <message>
   <source>onset: change point</source>
   <translation>Beginn: Wechselpunkt</translation>
  </message>
  <message>
   <source>onset: cmj</source>
   <translation>Beginn: Countermovement Jump</translation>
  </message>
  <message>
   <source>onset: level</source>
   <translation>Beginn: Niveau</translation>
  </message>
  <message>
   <source>onset: squat jump</source>
   <translation>Beginn: Squat Jump</translation>
  </message>
  <message>
   <source>or</source>
   <translation>oder</translation>
  </message>
  <message>
   <source>other device class: {}, before {}</source>
   <translation>andere Geräteklasse: {}, zuvor {}</translation>
  </message>
  <message>
   <source>other device: {}, and not both are verified with known masses</source>
   <translation>anderes Gerät: {}, und nicht beide sind mit bekannten Massen verifiziert</translation>
  </message>
  <message>
   <source>other lever: it was measured in one of the visits only</source>
   <translation>anderer Hebelarm: Er wurde nur an einem der Termine gemessen</translation>
  </message>
  <message>
   <source>other lever: {} cm, before {} cm</source>
   <translation>anderer Hebelarm: {} cm, zuvor {} cm</translation>
  </message>
  <message>
   <source>other method: {}, before {}</source>
   <translation>andere Methode: {}, zuvor {}</translation>
  </message>
  <message>
   <source>other position: the test says it differently than it did then</source>
   <translation>andere Position: Der Test beschreibt sie anders als damals</translation>
  </message>
  <message>
   <source>other position: {} {}, before {}</source>
   <translation>andere Position: {} {}, zuvor {}</translation>
  </message>
  <message>
   <source>other test: its {} was changed</source>
   <translation>anderer Test: {} wurde geändert</translation>
  </message>
  <message>
   <source>outcome: {} instead of {}</source>
   <translation>Ausgang: {} statt {}</translation>
  </message>
  <message>
   <source>own best {} N, just now</source>
   <translation>eigener Bestwert {} N, gerade eben</translation>
  </message>
  <message>
   <source>own best {} N, {}</source>
   <translation>eigener Bestwert {} N, {}</translation>
  </message>
  <message>
   <source>own definition</source>
   <translation>eigene Definition</translation>
  </message>
  <message>
   <source>own repetitions</source>
   <translation>eigene Wiederholungen</translation>
  </message>
  <message>
   <source>own variation L {} %, R {} %</source>
   <translation>eigene Schwankung L {} %, R {} %</translation>
  </message>
  <message>
   <source>packets arrive behind later ones</source>
   <translation>Pakete kommen hinter späteren an</translation>
  </message>
  <message>
   <source>packets arrive late by chance and in bursts</source>
   <translation>Pakete kommen zufällig verspätet und in Schüben an</translation>
  </message>
  <message>
   <source>packets arrive that the maker's own programs do not know</source>
   <translation>Pakete kommen an, die auch die Programme des Herstellers nicht kennen</translation>
  </message>
  <message>
   <source>packets arrive twice</source>
   <translation>Pakete kommen doppelt an</translation>
  </message>
  <message>
   <source>part of the hold with the share in the band</source>
   <translation>Teil des Haltens mit dem Anteil im Band</translation>
  </message>
  <message>
   <source>parts or N</source>
   <translation>Anteile oder N</translation>
  </message>
  <message>
   <source>passed</source>
   <translation>bestanden</translation>
  </message>
  <message>
   <source>passed: {} within their limits{}</source>
   <translation>bestanden: {} innerhalb ihrer Grenzen{}</translation>
  </message>
  <message>
   <source>path / (n / fs)</source>
   <translation>Weg / (n / fs)</translation>
  </message>
  <message>
   <source>path end</source>
   <translation>Pfadende</translation>
  </message>
  <message>
   <source>path start</source>
   <translation>Pfadanfang</translation>
  </message>
  <message>
   <source>path: following</source>
   <translation>Pfad: Folgen</translation>
  </message>
  <message>
   <source>peak</source>
   <translation>Spitze</translation>
  </message>
  <message>
   <source>peak force - mass g; {}</source>
   <translation>Spitzenkraft - Masse g; {}</translation>
  </message>
  <message>
   <source>peak force / (mass g); {}</source>
   <translation>Spitzenkraft / (Masse g); {}</translation>
  </message>
  <message>
   <source>peak force / depth</source>
   <translation>Spitzenkraft / Tiefe</translation>
  </message>
  <message>
   <source>peak force / mass; {}</source>
   <translation>Spitzenkraft / Masse; {}</translation>
  </message>
  <message>
   <source>peak force / mass^0.67; {}</source>
   <translation>Spitzenkraft / Masse^0.67; {}</translation>
  </message>
  <message>
   <source>peak force of the pushes up to then is usable, symmetry is not.</source>
   <translation>die Spitzenkraft der Versuche bis dahin ist brauchbar, die Symmetrie nicht.</translation>
  </message>
  <message>
   <source>peak force x lever arm / mass; {}</source>
   <translation>Spitzenkraft x Hebelarm / Masse; {}</translation>
  </message>
  <message>
   <source>peak force x lever arm; {}</source>
   <translation>Spitzenkraft x Hebelarm; {}</translation>
  </message>
  <message>
   <source>peak {}</source>
   <translation>Spitze {}</translation>
  </message>
  <message>
   <source>peak: greatest sample</source>
   <translation>Spitze: größter Messwert</translation>
  </message>
  <message>
   <source>pi (mean r + 1.645 SD r)^2</source>
   <translation>pi (mittleres r + 1.645 SD r)^2</translation>
  </message>
  <message>
   <source>pi 2 (n-1)(n+1) / (n (n-2)) F(.95; 2, n-2) sqrt(det S)</source>
   <translation>pi 2 (n-1)(n+1) / (n (n-2)) F(.95; 2, n-2) sqrt(det S)</translation>
  </message>
  <message>
   <source>pi 5.991 sqrt(l1 l2)</source>
   <translation>pi 5.991 sqrt(l1 l2)</translation>
  </message>
  <message>
   <source>planned: {}</source>
   <translation>geplant: {}</translation>
  </message>
  <message>
   <source>plate</source>
   <translation>Platte</translation>
  </message>
  <message>
   <source>plates</source>
   <translation>Platten</translation>
  </message>
  <message>
   <source>plates {}</source>
   <translation>Platten {}</translation>
  </message>
  <message>
   <source>pooled SD of hops, Student t, 95 %</source>
   <translation>gemeinsame SD der Hops, Student-t, 95 %</translation>
  </message>
  <message>
   <source>powered by its cable</source>
   <translation>über das Kabel versorgt</translation>
  </message>
  <message>
   <source>practice</source>
   <translation>Übung</translation>
  </message>
  <message>
   <source>process {}</source>
   <translation>Prozess {}</translation>
  </message>
  <message>
   <source>propulsion</source>
   <translation>Abdruck</translation>
  </message>
  <message>
   <source>protocol wrong</source>
   <translation>Protokoll falsch</translation>
  </message>
  <message>
   <source>published</source>
   <translation>veröffentlicht</translation>
  </message>
  <message>
   <source>push {} of {}</source>
   <translation>Versuch {} von {}</translation>
  </message>
  <message>
   <source>pushes</source>
   <translation>Versuche</translation>
  </message>
  <message>
   <source>quiet</source>
   <translation>Ruhe</translation>
  </message>
  <message>
   <source>quiet standing with it minus without</source>
   <translation>ruhiger Stand mit ihm minus ohne</translation>
  </message>
  <message>
   <source>ramp to {} % in {} s</source>
   <translation>Rampe auf {} % in {} s</translation>
  </message>
  <message>
   <source>range and rate</source>
   <translation>Messbereich und Rate</translation>
  </message>
  <message>
   <source>ratio of the newest hold times of one visit</source>
   <translation>Verhältnis der neuesten Haltezeiten eines Termins</translation>
  </message>
  <message>
   <source>reached</source>
   <translation>erreicht</translation>
  </message>
  <message>
   <source>read</source>
   <translation>lesen</translation>
  </message>
  <message>
   <source>reading its battery</source>
   <translation>das Lesen des Akkus</translation>
  </message>
  <message>
   <source>readings stand still</source>
   <translation>Werte stehen still</translation>
  </message>
  <message>
   <source>redo</source>
   <translation>wiederholen</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>rejected: {}</source>
   <translation>verworfen: {}</translation>
  </message>
  <message>
   <source>release</source>
   <translation>Lösen</translation>
  </message>
  <message>
   <source>repetition</source>
   <translation>Wiederholung</translation>
  </message>
  <message>
   <source>repetition {}: less than {} cm deep</source>
   <translation>Wiederholung {}: weniger als {} cm tief</translation>
  </message>
  <message>
   <source>repetition {}: {}</source>
   <translation>Wiederholung {}: {}</translation>
  </message>
  <message>
   <source>repetitions</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <source>repetitions vary by {} %, more than {} %</source>
   <translation>Wiederholungen schwanken um {} %, mehr als {} %</translation>
  </message>
  <message>
   <source>repetitions: levels</source>
   <translation>Wiederholungen: Niveaus</translation>
  </message>
  <message>
   <source>repetitions: strongest</source>
   <translation>Wiederholungen: stärkste</translation>
  </message>
  <message>
   <source>rest</source>
   <translation>Ruhe</translation>
  </message>
  <message>
   <source>rest is due</source>
   <translation>Pause fällig</translation>
  </message>
  <message>
   <source>rest over</source>
   <translation>Pause vorbei</translation>
  </message>
  <message>
   <source>right</source>
   <translation>rechts</translation>
  </message>
  <message>
   <source>right and left, the other way round</source>
   <translation>rechts und links, andersherum</translation>
  </message>
  <message>
   <source>right grip</source>
   <translation>rechtes Dynamometer</translation>
  </message>
  <message>
   <source>right higher</source>
   <translation>rechts höher</translation>
  </message>
  <message>
   <source>rise from greatest downward speed to lowest point (or top of braking) / time</source>
   <translation>Zunahme von der größten Abwärtsgeschwindigkeit bis zum tiefsten Punkt (oder zum Gipfel des Bremsens) / Zeit</translation>
  </message>
  <message>
   <source>rise of force / time, greatest downward speed to lowest point</source>
   <translation>Kraftzunahme / Zeit, größte Abwärtsgeschwindigkeit bis tiefster Punkt</translation>
  </message>
  <message>
   <source>rise of force / time, onset to greatest force</source>
   <translation>Kraftzunahme / Zeit, Beginn bis größte Kraft</translation>
  </message>
  <message>
   <source>rises</source>
   <translation>Aufstehen</translation>
  </message>
  <message>
   <source>rises that carry 90 % of the weight for 0.25 s</source>
   <translation>Aufstehen, die 0,25 s lang 90 % des Gewichts tragen</translation>
  </message>
  <message>
   <source>root mean square distance from the mean position</source>
   <translation>quadratisches Mittel des Abstands von der mittleren Position</translation>
  </message>
  <message>
   <source>root mean square of x about its mean</source>
   <translation>quadratisches Mittel von x um seinen Mittelwert</translation>
  </message>
  <message>
   <source>root mean square of y about its mean</source>
   <translation>quadratisches Mittel von y um seinen Mittelwert</translation>
  </message>
  <message>
   <source>root of the mean square of force minus path / mean path</source>
   <translation>quadratisches Mittel von Kraft minus Pfad / mittlerer Pfad</translation>
  </message>
  <message>
   <source>root of the mean square of force minus target / mean target</source>
   <translation>quadratisches Mittel von Kraft minus Ziel / mittleres Ziel</translation>
  </message>
  <message>
   <source>row {} is missing</source>
   <translation>Zeile {} fehlt</translation>
  </message>
  <message>
   <source>row {} is there twice</source>
   <translation>Zeile {} ist doppelt</translation>
  </message>
  <message>
   <source>row {} was changed after it was written</source>
   <translation>Zeile {} wurde nach dem Schreiben geändert</translation>
  </message>
  <message>
   <source>row {} was put in after the end</source>
   <translation>Zeile {} wurde nach dem Ende eingefügt</translation>
  </message>
  <message>
   <source>rows {} to {} are missing</source>
   <translation>Zeilen {} bis {} fehlen</translation>
  </message>
  <message>
   <source>rule for weighing</source>
   <translation>Regel zum Wiegen</translation>
  </message>
  <message>
   <source>running</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>said with it</source>
   <translation>dazu angegeben</translation>
  </message>
  <message>
   <source>samples are no number</source>
   <translation>Messwerte sind keine Zahlen</translation>
  </message>
  <message>
   <source>scale accepted by hand: it makes {}</source>
   <translation>Maßstab von Hand angenommen: Er macht {}</translation>
  </message>
  <message>
   <source>seat-off</source>
   <translation>Abheben vom Sitz</translation>
  </message>
  <message>
   <source>seconds</source>
   <translation>Sekunden</translation>
  </message>
  <message>
   <source>selection: first complete</source>
   <translation>Auswahl: erster vollständiger</translation>
  </message>
  <message>
   <source>selection: first drop</source>
   <translation>Auswahl: erster Drop Jump</translation>
  </message>
  <message>
   <source>sends at a rate that is not known</source>
   <translation>sendet mit unbekannter Rate</translation>
  </message>
  <message>
   <source>sends {} Hz</source>
   <translation>sendet {} Hz</translation>
  </message>
  <message>
   <source>serial port</source>
   <translation>serieller Anschluss</translation>
  </message>
  <message>
   <source>serial {}</source>
   <translation>Seriennummer {}</translation>
  </message>
  <message>
   <source>server: {}</source>
   <translation>Server: {}</translation>
  </message>
  <message>
   <source>settings that differ from the usual ones:</source>
   <translation>Einstellungen, die von den üblichen abweichen:</translation>
  </message>
  <message>
   <source>share (mean of 0.1 s) never in the band</source>
   <translation>Anteil (Mittel von 0,1 s) nie im Band</translation>
  </message>
  <message>
   <source>share in the last 5 s minus share of the beginning</source>
   <translation>Anteil in den letzten 5 s minus Anteil des Anfangs</translation>
  </message>
  <message>
   <source>share in the last 5 s minus the first 5 s</source>
   <translation>Anteil in den letzten 5 s minus in den ersten 5 s</translation>
  </message>
  <message>
   <source>share: curve</source>
   <translation>Anteil: Kurve</translation>
  </message>
  <message>
   <source>shares beyond half the way to the band for 0.8 s and back</source>
   <translation>Anteile jenseits des halben Wegs zum Band, 0,8 s lang, und zurück</translation>
  </message>
  <message>
   <source>shift of the force at which it is nearest to the path in the mean square; with the delay of the screen</source>
   <translation>Verschiebung der Kraft, bei der sie dem Pfad im quadratischen Mittel am nächsten ist; mit der Verzögerung des Bildschirms</translation>
  </message>
  <message>
   <source>side / total at the greatest total force</source>
   <translation>Seite / Summe bei der größten Gesamtkraft</translation>
  </message>
  <message>
   <source>side bridge, left</source>
   <translation>Seitstütz links</translation>
  </message>
  <message>
   <source>side bridge, right</source>
   <translation>Seitstütz rechts</translation>
  </message>
  <message>
   <source>sides: exchanged</source>
   <translation>Seiten: getauscht</translation>
  </message>
  <message>
   <source>simulation and extrapolation</source>
   <translation>Simulation und Extrapolation</translation>
  </message>
  <message>
   <source>single packets do not arrive</source>
   <translation>einzelne Pakete kommen nicht an</translation>
  </message>
  <message>
   <source>single samples are far off</source>
   <translation>einzelne Messwerte liegen weit daneben</translation>
  </message>
  <message>
   <source>sit to stand: feet</source>
   <translation>Aufstehen: Füße</translation>
  </message>
  <message>
   <source>slope of the straight line / mean</source>
   <translation>Steigung der Geraden / Mittel</translation>
  </message>
  <message>
   <source>slope of the straight line through side / total</source>
   <translation>Steigung der Geraden durch Seite / Summe</translation>
  </message>
  <message>
   <source>slow</source>
   <translation>nach</translation>
  </message>
  <message>
   <source>smoothed before it came here: the noise of its sensors is not seen and not in the uncertainty</source>
   <translation>schon vorher geglättet: Das Rauschen der Sensoren ist nicht zu sehen und nicht in der Unsicherheit</translation>
  </message>
  <message>
   <source>somebody is on the plates when the recording begins. Stand on the box beside the plates, then step off it</source>
   <translation>jemand steht auf den Platten, wenn die Aufnahme beginnt. Auf der Box neben den Platten stehen, dann absteigen</translation>
  </message>
  <message>
   <source>somebody stands or something lies on the plates</source>
   <translation>jemand steht oder etwas liegt auf den Platten</translation>
  </message>
  <message>
   <source>something else</source>
   <translation>etwas anderes</translation>
  </message>
  <message>
   <source>something else than the feet carried {} % of the weight; do it without holding on</source>
   <translation>etwas anderes als die Füße trug {} % des Gewichts; ohne Festhalten ausführen</translation>
  </message>
  <message>
   <source>sqrt(1 - m1^2 / (m0 m2))</source>
   <translation>sqrt(1 - m1^2 / (m0 m2))</translation>
  </message>
  <message>
   <source>sqrt(l1 / l2)</source>
   <translation>sqrt(l1 / l2)</translation>
  </message>
  <message>
   <source>sqrt(m2 / m0)</source>
   <translation>sqrt(m2 / m0)</translation>
  </message>
  <message>
   <source>sqrt(sum (q - 25)^2 / 4) of heels and forefeet</source>
   <translation>sqrt(Summe (q - 25)^2 / 4) von Fersen und Vorfüßen</translation>
  </message>
  <message>
   <source>stale</source>
   <translation>gerade keine Daten</translation>
  </message>
  <message>
   <source>stance: one leg</source>
   <translation>Stand: ein Bein</translation>
  </message>
  <message>
   <source>stance: window</source>
   <translation>Stand: Fenster</translation>
  </message>
  <message>
   <source>standing</source>
   <translation>Stehen</translation>
  </message>
  <message>
   <source>stands in the test's file in a way that cannot be varied</source>
   <translation>steht in der Datei des Tests so, dass es sich nicht abwandeln lässt</translation>
  </message>
  <message>
   <source>start</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>start asked for</source>
   <translation>Start verlangt</translation>
  </message>
  <message>
   <source>start at {} %</source>
   <translation>Beginn bei {} %</translation>
  </message>
  <message>
   <source>start to lowest point</source>
   <translation>Anfang bis tiefster Punkt</translation>
  </message>
  <message>
   <source>start to lowest point or pause</source>
   <translation>Anfang bis tiefster Punkt oder Pause</translation>
  </message>
  <message>
   <source>starting it</source>
   <translation>das Starten</translation>
  </message>
  <message>
   <source>station backup DIR    (best on another disk; once a day by the system's scheduler)</source>
   <translation>station backup ORDNER    (am besten auf einem anderen Datenträger; einmal täglich durch den Zeitplaner des Systems)</translation>
  </message>
  <message>
   <source>station db check</source>
   <translation>station db check</translation>
  </message>
  <message>
   <source>steepest 10 ms before the greatest force</source>
   <translation>steilste 10 ms vor der größten Kraft</translation>
  </message>
  <message>
   <source>steepest 100 ms before the greatest force</source>
   <translation>steilste 100 ms vor der größten Kraft</translation>
  </message>
  <message>
   <source>steepest 20 ms between onset and peak; {}</source>
   <translation>steilste 20 ms zwischen Beginn und Spitze; {}</translation>
  </message>
  <message>
   <source>step to {} %, hold {} s</source>
   <translation>Stufe auf {} %, {} s halten</translation>
  </message>
  <message>
   <source>stepping on and off is left out</source>
   <translation>Auf- und Absteigen sind ausgelassen</translation>
  </message>
  <message>
   <source>stepping: closed repetitions</source>
   <translation>Step-down: geschlossene Wiederholungen</translation>
  </message>
  <message>
   <source>stepping: tap</source>
   <translation>Step-down: Antippen</translation>
  </message>
  <message>
   <source>stepping: unsteadiness</source>
   <translation>Step-down: Unruhe</translation>
  </message>
  <message>
   <source>steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <source>still holding when the recording ended: {}</source>
   <translation>am Ende der Aufnahme noch gehalten: {}</translation>
  </message>
  <message>
   <source>still standing when the recording ended: the time on one leg is at least this long</source>
   <translation>stand noch, als die Aufnahme endete: Die Zeit auf einem Bein ist mindestens so lang</translation>
  </message>
  <message>
   <source>stopped by a person</source>
   <translation>von jemandem gestoppt</translation>
  </message>
  <message>
   <source>stopped by client</source>
   <translation>vom Klienten beendet</translation>
  </message>
  <message>
   <source>stopped early</source>
   <translation>vorzeitig gestoppt</translation>
  </message>
  <message>
   <source>stopped early, and nobody said why</source>
   <translation>vorzeitig gestoppt, und niemand gab an, warum</translation>
  </message>
  <message>
   <source>stopped for pain</source>
   <translation>wegen Schmerz beendet</translation>
  </message>
  <message>
   <source>stopped for pain: this is the time until it hurt too much, not what the muscles last</source>
   <translation>wegen Schmerz beendet: Dies ist die Zeit, bis es zu weh tat, nicht was die Muskeln durchhalten</translation>
  </message>
  <message>
   <source>stopped for pain: this is what pain allowed, not what the client can do</source>
   <translation>wegen Schmerz beendet: Das ist, was der Schmerz zuließ, nicht was die Person kann</translation>
  </message>
  <message>
   <source>stopped while the client was holding, and nobody said why: {}</source>
   <translation>während des Haltens gestoppt, und niemand sagte, warum: {}</translation>
  </message>
  <message>
   <source>stopping it</source>
   <translation>das Stoppen</translation>
  </message>
  <message>
   <source>straight line through side / total at rest, first to last</source>
   <translation>Gerade durch Seite / Summe in Ruhe, erste bis letzte</translation>
  </message>
  <message>
   <source>strap or tester gave way; repeat</source>
   <translation>Gurt oder untersuchende Person gab nach; wiederholen</translation>
  </message>
  <message>
   <source>streaming</source>
   <translation>sendet</translation>
  </message>
  <message>
   <source>stretches of work of at least 1 s above half of the rise</source>
   <translation>Strecken der Arbeit von mindestens 1 s über dem halben Anstieg</translation>
  </message>
  <message>
   <source>sudden transfer of load</source>
   <translation>plötzliche Verlagerung der Last</translation>
  </message>
  <message>
   <source>sum of the steps</source>
   <translation>Summe der Schritte</translation>
  </message>
  <message>
   <source>sum |dx| / (n / fs)</source>
   <translation>Summe |dx| / (n / fs)</translation>
  </message>
  <message>
   <source>sum |dy| / (n / fs)</source>
   <translation>Summe |dy| / (n / fs)</translation>
  </message>
  <message>
   <source>switching itself off</source>
   <translation>Ausschalten</translation>
  </message>
  <message>
   <source>symmetry: angle</source>
   <translation>Symmetrie: Winkel</translation>
  </message>
  <message>
   <source>symmetry: index</source>
   <translation>Symmetrie: Index</translation>
  </message>
  <message>
   <source>tables in tables, many deep</source>
   <translation>Tabellen in Tabellen, viele tief</translation>
  </message>
  <message>
   <source>take-off</source>
   <translation>Absprung</translation>
  </message>
  <message>
   <source>take-off to landing</source>
   <translation>Absprung bis Landung</translation>
  </message>
  <message>
   <source>takeoff {}</source>
   <translation>Absprung {}</translation>
  </message>
  <message>
   <source>tap</source>
   <translation>Tippen</translation>
  </message>
  <message>
   <source>tare in the device</source>
   <translation>Tara im Gerät</translation>
  </message>
  <message>
   <source>telling its calibration</source>
   <translation>Auskunft über die Kalibrierung</translation>
  </message>
  <message>
   <source>that of `setup.posture`</source>
   <translation>die von `setup.posture`</translation>
  </message>
  <message>
   <source>the acquisition ended</source>
   <translation>die Erfassung ist zu Ende</translation>
  </message>
  <message>
   <source>the address of the command line</source>
   <translation>die Adresse der Befehlszeile</translation>
  </message>
  <message>
   <source>the ages of those who were studied are not known here</source>
   <translation>das Alter der Untersuchten ist hier nicht bekannt</translation>
  </message>
  <message>
   <source>the backup failed</source>
   <translation>die Sicherung ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>the backup is being finished; leave the computer on until it is</source>
   <translation>die Sicherung wird noch fertiggestellt; den Computer so lange eingeschaltet lassen</translation>
  </message>
  <message>
   <source>the balance was lost before the test was done</source>
   <translation>das Gleichgewicht ging verloren, bevor der Test beendet war</translation>
  </message>
  <message>
   <source>the band is a part of the body weight, and nobody is weighed in this test</source>
   <translation>das Band ist ein Anteil des Körpergewichts, und in diesem Test wird niemand gewogen</translation>
  </message>
  <message>
   <source>the band is a part of the body weight, and nobody stood still enough to be weighed before the hold</source>
   <translation>das Band ist ein Anteil des Körpergewichts, und niemand stand vor dem Halten ruhig genug, um gewogen zu werden</translation>
  </message>
  <message>
   <source>the band must lie around its target, its lower limit below its upper one</source>
   <translation>das Band muss um sein Ziel liegen, die untere Grenze unter der oberen</translation>
  </message>
  <message>
   <source>the best {} of {} hops</source>
   <translation>die besten {} von {} Hops</translation>
  </message>
  <message>
   <source>the body does not come back to where it stood</source>
   <translation>der Körper kommt nicht dorthin zurück, wo er stand</translation>
  </message>
  <message>
   <source>the body does not come down onto the plates: step off the box, land, and jump up at once</source>
   <translation>der Körper kommt nicht auf die Platten herunter: von der Box absteigen, landen und sofort hochspringen</translation>
  </message>
  <message>
   <source>the body mass is not known: weigh the client and give it with the trial</source>
   <translation>die Körpermasse ist nicht bekannt: die Person wiegen und beim Durchgang angeben</translation>
  </message>
  <message>
   <source>the body never goes down by {} cm and up again at {} m/s or faster</source>
   <translation>der Körper geht nie um {} cm abwärts und mit {} m/s oder schneller wieder aufwärts</translation>
  </message>
  <message>
   <source>the bouts were not all-out: the first three are {} % of the last work and bout {} is the strongest; all-out bouts start high and fall</source>
   <translation>die Phasen waren nicht maximal: Die ersten drei erreichen {} % der letzten Arbeit, und Phase {} ist die stärkste; maximale Phasen beginnen hoch und fallen ab</translation>
  </message>
  <message>
   <source>the cable and the USB hub</source>
   <translation>das Kabel und den USB-Hub</translation>
  </message>
  <message>
   <source>the certificate is old, wrong or missing</source>
   <translation>das Protokoll ist alt, falsch oder fehlt</translation>
  </message>
  <message>
   <source>the change {} the smallest detectable one ({})</source>
   <translation>die Veränderung {} die kleinste nachweisbare ({})</translation>
  </message>
  <message>
   <source>the class of the test's own device</source>
   <translation>die Klasse des Geräts dieses Tests</translation>
  </message>
  <message>
   <source>the client does not stand still</source>
   <translation>die Person steht nicht ruhig</translation>
  </message>
  <message>
   <source>the client stopped before the test was done</source>
   <translation>die Person hörte auf, bevor der Test beendet war</translation>
  </message>
  <message>
   <source>the clinic's server</source>
   <translation>der Server der Praxis</translation>
  </message>
  <message>
   <source>the clock of {} could not be kept</source>
   <translation>die Uhr von {} konnte nicht gespeichert werden</translation>
  </message>
  <message>
   <source>the computer slept for {} s</source>
   <translation>der Computer war {} s im Ruhezustand</translation>
  </message>
  <message>
   <source>the computer's clock</source>
   <translation>die Uhr des Computers</translation>
  </message>
  <message>
   <source>the connection breaks</source>
   <translation>die Verbindung bricht ab</translation>
  </message>
  <message>
   <source>the connection ended</source>
   <translation>die Verbindung endete</translation>
  </message>
  <message>
   <source>the daily backup failed</source>
   <translation>die tägliche Sicherung ist fehlgeschlagen</translation>
  </message>
  <message>
   <source>the day of the calibration is not known</source>
   <translation>der Tag der Kalibrierung ist nicht bekannt</translation>
  </message>
  <message>
   <source>the device did not pass its last proof ({})</source>
   <translation>das Gerät hat seine letzte Prüfung nicht bestanden ({})</translation>
  </message>
  <message>
   <source>the device sends {} samples a second and should send {}: it leaves some out or its clock is wrong</source>
   <translation>das Gerät sendet {} Messwerte je Sekunde und sollte {} senden: Es lässt welche aus, oder seine Uhr geht falsch</translation>
  </message>
  <message>
   <source>the device slipped or the client let go; repeat</source>
   <translation>das Gerät verrutschte oder die Person ließ los; wiederholen</translation>
  </message>
  <message>
   <source>the device was at {}, and here at {}: another lever</source>
   <translation>das Gerät war bei {}, und hier bei {}: ein anderer Hebelarm</translation>
  </message>
  <message>
   <source>the device's own scale, not verified here</source>
   <translation>der eigene Maßstab des Geräts, hier nicht verifiziert</translation>
  </message>
  <message>
   <source>the difference is more than measurement error</source>
   <translation>der Unterschied ist größer als der Messfehler</translation>
  </message>
  <message>
   <source>the difference is within measurement error</source>
   <translation>der Unterschied liegt innerhalb des Messfehlers</translation>
  </message>
  <message>
   <source>the disk does not keep up</source>
   <translation>der Datenträger kommt nicht mit</translation>
  </message>
  <message>
   <source>the doses of trial {} stay as they are</source>
   <translation>die Dosen des Durchgangs {} bleiben, wie sie sind</translation>
  </message>
  <message>
   <source>the earlier numbers stay stored beside the new ones</source>
   <translation>die früheren Werte bleiben neben den neuen gespeichert</translation>
  </message>
  <message>
   <source>the effort breaks off</source>
   <translation>der Versuch bricht ab</translation>
  </message>
  <message>
   <source>the end of a sensor's range</source>
   <translation>das Ende eines Sensorbereichs</translation>
  </message>
  <message>
   <source>the exchange with the server failed: {}</source>
   <translation>der Austausch mit dem Server ist fehlgeschlagen: {}</translation>
  </message>
  <message>
   <source>the fall is not stopped within {} s of landing</source>
   <translation>der Fall wird nicht innerhalb von {} s nach der Landung gestoppt</translation>
  </message>
  <message>
   <source>the feet</source>
   <translation>die Füße</translation>
  </message>
  <message>
   <source>the feet hardly left the plates ({} ms): contacts cannot be told apart</source>
   <translation>die Füße verließen die Platten kaum ({} ms): Kontakte lassen sich nicht trennen</translation>
  </message>
  <message>
   <source>the feet left the plates</source>
   <translation>die Füße verließen die Platten</translation>
  </message>
  <message>
   <source>the feet left the plates for {} ms within the contact: landing and jump cannot be told apart</source>
   <translation>die Füße verließen die Platten im Kontakt für {} ms: Landung und Sprung lassen sich nicht trennen</translation>
  </message>
  <message>
   <source>the feet never carry less than {} % of the weight: nobody sits</source>
   <translation>die Füße tragen nie weniger als {} % des Gewichts: Niemand sitzt</translation>
  </message>
  <message>
   <source>the feet never carry the whole weight after sitting: nobody stands up</source>
   <translation>die Füße tragen nach dem Sitzen nie das ganze Gewicht: Niemand steht auf</translation>
  </message>
  <message>
   <source>the fifth rise stayed standing</source>
   <translation>das fünfte Aufstehen blieb stehen</translation>
  </message>
  <message>
   <source>the file of settings that could not be used is kept as {}</source>
   <translation>die unbrauchbare Einstellungsdatei wird als {} aufgehoben</translation>
  </message>
  <message>
   <source>the first push begins from standing, not from a landing</source>
   <translation>der erste Abdruck beginnt aus dem Stand, nicht aus einer Landung</translation>
  </message>
  <message>
   <source>the first sign of rising</source>
   <translation>das erste Zeichen des Aufstehens</translation>
  </message>
  <message>
   <source>the flight after the last contact has no landing on the plates</source>
   <translation>der Flug nach dem letzten Kontakt hat keine Landung auf den Platten</translation>
  </message>
  <message>
   <source>the folder cannot be read ({})</source>
   <translation>der Ordner ist nicht lesbar ({})</translation>
  </message>
  <message>
   <source>the foot end</source>
   <translation>das Fußende</translation>
  </message>
  <message>
   <source>the foot was up already where the time begins: the time on one leg is at least this long</source>
   <translation>der Fuß war schon oben, wo die Zeit beginnt: Die Zeit auf einem Bein ist mindestens so lang</translation>
  </message>
  <message>
   <source>the force dipped by {} N before the onset</source>
   <translation>die Kraft fiel vor dem Beginn um {} N</translation>
  </message>
  <message>
   <source>the force fell by {} % at once, {} s after the onset, and came back</source>
   <translation>die Kraft fiel {1} s nach dem Beginn auf einmal um {0} % und kam zurück</translation>
  </message>
  <message>
   <source>the force fell by {} % at once, {} s after the onset, and stayed lower</source>
   <translation>die Kraft fiel {1} s nach dem Beginn auf einmal um {0} % und blieb niedriger</translation>
  </message>
  <message>
   <source>the force is greatest at the onset as marked: nothing rises after it</source>
   <translation>die Kraft ist am markierten Beginn am größten: Danach steigt nichts</translation>
  </message>
  <message>
   <source>the force never exceeds {} N for so long</source>
   <translation>die Kraft überschreitet nie so lange {} N</translation>
  </message>
  <message>
   <source>the force never rises by {} N for a second</source>
   <translation>die Kraft steigt nie eine Sekunde lang um {} N</translation>
  </message>
  <message>
   <source>the force never was in the band</source>
   <translation>die Kraft war nie im Band</translation>
  </message>
  <message>
   <source>the force rises so slowly that the onset is not sharp</source>
   <translation>die Kraft steigt so langsam, dass der Beginn nicht scharf ist</translation>
  </message>
  <message>
   <source>the force rose by {} N for {} s only, too short to know the level of the hold (at least {} s)</source>
   <translation>die Kraft stieg um {} N nur für {} s, zu kurz, um das Niveau des Haltens zu kennen (mindestens {} s)</translation>
  </message>
  <message>
   <source>the force was gone faster than a muscle relaxes while it still rose</source>
   <translation>die Kraft verschwand schneller, als ein Muskel erschlafft, während sie noch stieg</translation>
  </message>
  <message>
   <source>the force was held above an earlier rest before it</source>
   <translation>die Kraft lag davor über einer früheren Ruhe</translation>
  </message>
  <message>
   <source>the force was not steady before it</source>
   <translation>die Kraft war davor nicht gleichmäßig</translation>
  </message>
  <message>
   <source>the force was still falling at the end, by {} % over the last {} bouts: the critical force is this or less</source>
   <translation>die Kraft fiel am Ende noch, um {} % über die letzten {} Phasen: Die kritische Kraft ist höchstens so groß</translation>
  </message>
  <message>
   <source>the force was that of a limb that gives way, not of one that holds</source>
   <translation>die Kraft war die einer Gliedmaße, die nachgibt, nicht einer, die hält</translation>
  </message>
  <message>
   <source>the forearm</source>
   <translation>der Unterarm</translation>
  </message>
  <message>
   <source>the form was lost: this is not the movement that is asked for</source>
   <translation>die Haltung ging verloren: Dies ist nicht die verlangte Bewegung</translation>
  </message>
  <message>
   <source>the gate's</source>
   <translation>die der Prüfung</translation>
  </message>
  <message>
   <source>the head end</source>
   <translation>das Kopfende</translation>
  </message>
  <message>
   <source>the height by impulse is known to ± {} cm only: stand still for longer before the jump</source>
   <translation>die Höhe aus dem Impuls ist nur auf ± {} cm bekannt: vor dem Sprung länger ruhig stehen</translation>
  </message>
  <message>
   <source>the hold above the line was cut off before its end: the ratio is at least this</source>
   <translation>das Halten über dem Strich wurde vor seinem Ende abgeschnitten: Das Verhältnis ist mindestens dies</translation>
  </message>
  <message>
   <source>the hold below the line was cut off before its end: the ratio is this at most</source>
   <translation>das Halten unter dem Strich wurde vor seinem Ende abgeschnitten: Das Verhältnis ist höchstens dies</translation>
  </message>
  <message>
   <source>the hold is shorter than the {} s at its beginning that the band is made of</source>
   <translation>das Halten ist kürzer als die {} s an seinem Anfang, aus denen das Band entsteht</translation>
  </message>
  <message>
   <source>the hold is too short</source>
   <translation>das Halten ist zu kurz</translation>
  </message>
  <message>
   <source>the hold is too short to know how much the load share wanders</source>
   <translation>das Halten ist zu kurz, um zu wissen, wie sehr die Lastverteilung wandert</translation>
  </message>
  <message>
   <source>the hold lasted at least this long</source>
   <translation>das Halten dauerte mindestens so lange</translation>
  </message>
  <message>
   <source>the hold lasted at least until then, symmetry is not usable.</source>
   <translation>das Halten dauerte mindestens bis dahin, die Symmetrie ist nicht brauchbar.</translation>
  </message>
  <message>
   <source>the jump is on the {} leg alone, the landing is not</source>
   <translation>der Sprung ist nur vom Bein {}, die Landung nicht</translation>
  </message>
  <message>
   <source>the jump that weighed it</source>
   <translation>der Sprung, der es gewogen hat</translation>
  </message>
  <message>
   <source>the last landing is not followed by a hop</source>
   <translation>auf die letzte Landung folgt kein Hop</translation>
  </message>
  <message>
   <source>the last rise did not settle: it ends at its highest point</source>
   <translation>das letzte Aufstehen kam nicht zur Ruhe: Es endet an seinem höchsten Punkt</translation>
  </message>
  <message>
   <source>the last seal is not the one that was noted</source>
   <translation>das letzte Siegel ist nicht das vermerkte</translation>
  </message>
  <message>
   <source>the left was loaded first</source>
   <translation>die linke wurde zuerst belastet</translation>
  </message>
  <message>
   <source>the lever arm is not known: measure it from the joint to the device and give it with the test</source>
   <translation>der Hebelarm ist nicht bekannt: vom Gelenk bis zum Gerät messen und beim Test angeben</translation>
  </message>
  <message>
   <source>the limb yielded or the device moved</source>
   <translation>die Gliedmaße gab nach oder das Gerät bewegte sich</translation>
  </message>
  <message>
   <source>the load at rest was not seen before the limb moved: lie still for two seconds first</source>
   <translation>die Ruhelast war nicht zu sehen, bevor die Gliedmaße sich bewegte: zuerst zwei Sekunden still liegen</translation>
  </message>
  <message>
   <source>the load changes by {} N, less than {} N</source>
   <translation>die Last ändert sich um {} N, weniger als {} N</translation>
  </message>
  <message>
   <source>the load never goes to one foot by {} % for {} s and back again</source>
   <translation>die Last geht nie {1} s lang um {0} % auf einen Fuß und wieder zurück</translation>
  </message>
  <message>
   <source>the load never goes up by {} N for {} s and down again</source>
   <translation>die Last steigt nie {1} s lang um {0} N und fällt wieder</translation>
  </message>
  <message>
   <source>the mark {} stands too near to an end of the hold to compare before and after</source>
   <translation>die Marke {} steht zu nah an einem Ende des Haltens, um davor und danach zu vergleichen</translation>
  </message>
  <message>
   <source>the mean force differs from the weight by {} N; something was held, touched or put down</source>
   <translation>die mittlere Kraft weicht um {} N vom Gewicht ab; etwas wurde gehalten, berührt oder abgelegt</translation>
  </message>
  <message>
   <source>the next connections fail</source>
   <translation>die nächsten Verbindungen scheitern</translation>
  </message>
  <message>
   <source>the number is known to ± {} {} only, and</source>
   <translation>der Wert ist nur auf ± {} {} bekannt, und</translation>
  </message>
  <message>
   <source>the number is limited: {}</source>
   <translation>der Wert ist eingeschränkt: {}</translation>
  </message>
  <message>
   <source>the number is {}{}, and only a valid one is compared</source>
   <translation>der Wert ist {}{}, und nur ein gültiger wird verglichen</translation>
  </message>
  <message>
   <source>the onset is {}; ± {} ms or better is needed</source>
   <translation>der Beginn ist {}; nötig sind ± {} ms oder besser</translation>
  </message>
  <message>
   <source>the other foot never touched its plate with {} % of the weight</source>
   <translation>der andere Fuß berührte seine Platte nie mit {} % des Gewichts</translation>
  </message>
  <message>
   <source>the path</source>
   <translation>der Pfad</translation>
  </message>
  <message>
   <source>the peak may be that of a jerk</source>
   <translation>der Spitzenwert kann der eines Rucks sein</translation>
  </message>
  <message>
   <source>the plates are never empty: the box, or somebody, stands on them. Put the box beside the plates, zero them empty and step off the box when told</source>
   <translation>die Platten sind nie leer: Die Box oder jemand steht darauf. Die Box neben die Platten stellen, sie leer nullen und auf Ansage von der Box absteigen</translation>
  </message>
  <message>
   <source>the plates read</source>
   <translation>die Platten zeigen</translation>
  </message>
  <message>
   <source>the plates were left without a push-off</source>
   <translation>die Platten wurden ohne Abdruck verlassen</translation>
  </message>
  <message>
   <source>the position in which it was measured is not known here</source>
   <translation>die Position, in der gemessen wurde, ist hier nicht bekannt</translation>
  </message>
  <message>
   <source>the program was held up for {} s</source>
   <translation>das Programm wurde {} s lang aufgehalten</translation>
  </message>
  <message>
   <source>the radio's reach and other devices on 2.4 GHz</source>
   <translation>die Reichweite des Funks und andere Geräte auf 2,4 GHz</translation>
  </message>
  <message>
   <source>the recorder failed ({})</source>
   <translation>die Aufzeichnung versagte ({})</translation>
  </message>
  <message>
   <source>the recording begins within the set</source>
   <translation>die Aufnahme beginnt innerhalb des Satzes</translation>
  </message>
  <message>
   <source>the recording does not say which own maximum of the {} was used</source>
   <translation>die Aufnahme sagt nicht, welches eigene Maximum verwendet wurde ({})</translation>
  </message>
  <message>
   <source>the recording ended before it did</source>
   <translation>die Aufnahme endete vor ihr</translation>
  </message>
  <message>
   <source>the recording ended before the last rise settled</source>
   <translation>die Aufnahme endete, bevor das letzte Aufstehen zur Ruhe kam</translation>
  </message>
  <message>
   <source>the recording ends before the release</source>
   <translation>die Aufnahme endet vor dem Loslassen</translation>
  </message>
  <message>
   <source>the recording ends before the {} side came to the end of the path</source>
   <translation>die Aufnahme endet, bevor die Seite {} ans Ende des Pfads kam</translation>
  </message>
  <message>
   <source>the recording ends within the set</source>
   <translation>die Aufnahme endet innerhalb des Satzes</translation>
  </message>
  <message>
   <source>the recording ends {} ms after landing, before the fall is stopped</source>
   <translation>die Aufnahme endet {} ms nach der Landung, bevor der Fall gestoppt ist</translation>
  </message>
  <message>
   <source>the recording ends {} ms after landing: the true peak is at least this</source>
   <translation>die Aufnahme endet {} ms nach der Landung: Die wahre Spitze ist mindestens diese</translation>
  </message>
  <message>
   <source>the recording ends {} s after landing, {} s into standing still: {} s of it is needed</source>
   <translation>die Aufnahme endet {} s nach der Landung, {} s im ruhigen Stand: nötig sind {} s davon</translation>
  </message>
  <message>
   <source>the recording ends {} s after landing: {} s of standing still is needed</source>
   <translation>die Aufnahme endet {} s nach der Landung: nötig sind {} s ruhiger Stand</translation>
  </message>
  <message>
   <source>the recording is shorter than {} s</source>
   <translation>die Aufnahme ist kürzer als {} s</translation>
  </message>
  <message>
   <source>the recording is too short for one</source>
   <translation>die Aufnahme ist dafür zu kurz</translation>
  </message>
  <message>
   <source>the recording was cut off in the middle of the effort</source>
   <translation>die Aufnahme brach mitten im Versuch ab</translation>
  </message>
  <message>
   <source>the recording was interrupted</source>
   <translation>die Aufnahme wurde unterbrochen</translation>
  </message>
  <message>
   <source>the recording was interrupted after the landing</source>
   <translation>die Aufnahme wurde nach der Landung unterbrochen</translation>
  </message>
  <message>
   <source>the recording was interrupted after the last hop</source>
   <translation>die Aufnahme wurde nach dem letzten Hop unterbrochen</translation>
  </message>
  <message>
   <source>the rest before this trial was {} s instead of {} s</source>
   <translation>die Pause vor diesem Durchgang war {} s statt {} s</translation>
  </message>
  <message>
   <source>the right was loaded first</source>
   <translation>die rechte wurde zuerst belastet</translation>
  </message>
  <message>
   <source>the rise began before the push, so rates and times are too small</source>
   <translation>der Anstieg begann vor dem Drücken, Anstiegsraten und Zeiten sind also zu klein</translation>
  </message>
  <message>
   <source>the sample rate is too low to date it to milliseconds</source>
   <translation>die Abtastrate ist zu niedrig für Millisekunden</translation>
  </message>
  <message>
   <source>the samples of its frames are not int16, int32 or float32</source>
   <translation>die Messwerte seiner Rahmen sind nicht int16, int32 oder float32</translation>
  </message>
  <message>
   <source>the samples of its frames do not stand channel by channel, one for each tick</source>
   <translation>die Messwerte seiner Rahmen stehen nicht Kanal für Kanal, einer je Zeitzähler</translation>
  </message>
  <message>
   <source>the scale of the positions and the sensors' noise, not how much a person varies</source>
   <translation>der Maßstab der Positionen und das Rauschen der Sensoren, nicht wie sehr eine Person schwankt</translation>
  </message>
  <message>
   <source>the seat</source>
   <translation>der Sitz</translation>
  </message>
  <message>
   <source>the sensor</source>
   <translation>der Sensor</translation>
  </message>
  <message>
   <source>the sensor reached its limit where it is measured; use a stronger sensor or less force</source>
   <translation>der Sensor erreichte seine Grenze, wo gemessen wird; einen stärkeren Sensor oder weniger Kraft verwenden</translation>
  </message>
  <message>
   <source>the sensors' noise is as large as the sway</source>
   <translation>das Rauschen der Sensoren ist so groß wie das Schwanken</translation>
  </message>
  <message>
   <source>the sensors' noise makes the path about {} % longer</source>
   <translation>das Rauschen der Sensoren macht den Weg etwa {} % länger</translation>
  </message>
  <message>
   <source>the share never came into the band of {} to {} %</source>
   <translation>der Anteil kam nie in das Band von {} bis {} %</translation>
  </message>
  <message>
   <source>the side that is divided by is too close to zero to compare</source>
   <translation>die Seite, durch die geteilt wird, ist zu nah an null zum Vergleichen</translation>
  </message>
  <message>
   <source>the stance lasts less than {} s</source>
   <translation>der Stand dauert weniger als {} s</translation>
  </message>
  <message>
   <source>the stance lasts {} s only</source>
   <translation>der Stand dauert nur {} s</translation>
  </message>
  <message>
   <source>the stillest varies by {} N, {} N is the limit</source>
   <translation>das Ruhigste schwankt um {} N, {} N ist die Grenze</translation>
  </message>
  <message>
   <source>the stream never ended</source>
   <translation>der Datenstrom endete nie</translation>
  </message>
  <message>
   <source>the test is stored in a form that this program does not read ({})</source>
   <translation>der Test ist in einer Form gespeichert, die dieses Programm nicht liest ({})</translation>
  </message>
  <message>
   <source>the test that measures the own maximum</source>
   <translation>der Test, der das eigene Maximum misst</translation>
  </message>
  <message>
   <source>the test was done as a planned dose, to its goal and not as far as can be</source>
   <translation>der Test wurde als geplante Dosis ausgeführt, bis zu ihrem Ziel und nicht bis zum Möglichen</translation>
  </message>
  <message>
   <source>the test was not done as it should be, as whoever ran it said</source>
   <translation>der Test wurde nach Angabe der durchführenden Person nicht so ausgeführt, wie er sein soll</translation>
  </message>
  <message>
   <source>the ticks of its frames are not int64 in one row</source>
   <translation>die Zeitzähler seiner Rahmen sind nicht int64 in einer Zeile</translation>
  </message>
  <message>
   <source>the true peak is higher than what was measured</source>
   <translation>der wahre Spitzenwert ist höher als der gemessene</translation>
  </message>
  <message>
   <source>the two best repetitions differ by {} N ({} %), more than {} %</source>
   <translation>die zwei besten Wiederholungen unterscheiden sich um {} N ({} %), mehr als {} %</translation>
  </message>
  <message>
   <source>the two best repetitions differ by {} N ({} %), more than {} N</source>
   <translation>die zwei besten Wiederholungen unterscheiden sich um {} N ({} %), mehr als {} N</translation>
  </message>
  <message>
   <source>the unit's</source>
   <translation>die der Einheit</translation>
  </message>
  <message>
   <source>the way up is not as long as the way down</source>
   <translation>der Weg hinauf ist nicht so lang wie der Weg herunter</translation>
  </message>
  <message>
   <source>the weight after landing differs by {} N from the weight before the jump</source>
   <translation>das Gewicht nach der Landung unterscheidet sich um {} N vom Gewicht vor dem Sprung</translation>
  </message>
  <message>
   <source>the weight in quiet standing never rises by {} N after the body went down and up</source>
   <translation>das Gewicht im ruhigen Stand steigt nie um {} N, nachdem der Körper ab und auf ging</translation>
  </message>
  <message>
   <source>the weight is on one foot in this test</source>
   <translation>das Gewicht liegt in diesem Test auf einem Fuß</translation>
  </message>
  <message>
   <source>the weight is {} kg above the body mass that was given: zero the plates with the box on its own</source>
   <translation>das Gewicht liegt {} kg über der angegebenen Körpermasse: die Platten nullen, während nur die Box darauf steht</translation>
  </message>
  <message>
   <source>the weight of quiet standing rises by 15 N or more</source>
   <translation>das Gewicht des ruhigen Stands steigt um 15 N oder mehr</translation>
  </message>
  <message>
   <source>the whole body</source>
   <translation>der ganze Körper</translation>
  </message>
  <message>
   <source>the words about a rejected trial</source>
   <translation>der Text zu einem verworfenen Durchgang</translation>
  </message>
  <message>
   <source>the zero jumps</source>
   <translation>der Nullpunkt springt</translation>
  </message>
  <message>
   <source>the zero walks away and stays there</source>
   <translation>der Nullpunkt wandert und bleibt dort</translation>
  </message>
  <message>
   <source>the {}</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>the {} leg does not land on its plate</source>
   <translation>das Bein {} landet nicht auf seiner Platte</translation>
  </message>
  <message>
   <source>the {} leg is off its plate</source>
   <translation>das Bein {} ist nicht auf seiner Platte</translation>
  </message>
  <message>
   <source>the {} plate carried nothing</source>
   <translation>die Platte {} trug nichts</translation>
  </message>
  <message>
   <source>the {} plate reads</source>
   <translation>die Platte {} zeigt</translation>
  </message>
  <message>
   <source>the {} sensor</source>
   <translation>der Sensor {}</translation>
  </message>
  <message>
   <source>the {} side was not asked for</source>
   <translation>die Seite {} war nicht verlangt</translation>
  </message>
  <message>
   <source>the {} side was not recorded</source>
   <translation>die Seite {} wurde nicht aufgenommen</translation>
  </message>
  <message>
   <source>the {} {} reads {} N</source>
   <translation>{} {} zeigt {} N</translation>
  </message>
  <message>
   <source>them</source>
   <translation>ihnen</translation>
  </message>
  <message>
   <source>then: {}</source>
   <translation>dann: {}</translation>
  </message>
  <message>
   <source>there are more problems; mend these first</source>
   <translation>es gibt weitere Probleme; zuerst diese beheben</translation>
  </message>
  <message>
   <source>there is no braking: the lowest point is where the body moves down fastest</source>
   <translation>es gibt kein Bremsen: Am tiefsten Punkt bewegt sich der Körper am schnellsten abwärts</translation>
  </message>
  <message>
   <source>there is no check {}; there are: {}</source>
   <translation>eine Prüfung {} gibt es nicht; es gibt: {}</translation>
  </message>
  <message>
   <source>there is no metric {}{}; `station metrics` lists them all</source>
   <translation>eine Messgröße {} gibt es nicht{}; `station metrics` nennt alle</translation>
  </message>
  <message>
   <source>there is no norm card of this name</source>
   <translation>eine Normkarte dieses Namens gibt es nicht</translation>
  </message>
  <message>
   <source>there is no norm card {}{}; `station norms list` names them</source>
   <translation>eine Normkarte {} gibt es nicht{}; `station norms list` nennt sie</translation>
  </message>
  <message>
   <source>there is no path</source>
   <translation>es gibt keinen Pfad</translation>
  </message>
  <message>
   <source>there is no rest between the repetitions to look at</source>
   <translation>zwischen den Wiederholungen gibt es keine Ruhe zum Auswerten</translation>
  </message>
  <message>
   <source>there is no setting {}. There are: {}.</source>
   <translation>es gibt keine Einstellung {}. Es gibt: {}.</translation>
  </message>
  <message>
   <source>there is no shift to the {}</source>
   <translation>es gibt keine Verlagerung nach {}</translation>
  </message>
  <message>
   <source>there is no such file</source>
   <translation>es gibt keine solche Datei</translation>
  </message>
  <message>
   <source>there is no such gate{}; those that can be tuned: {}</source>
   <translation>eine solche Prüfung gibt es nicht{}; einstellbar sind: {}</translation>
  </message>
  <message>
   <source>there is no such key {}{}; the keys there are: {}</source>
   <translation>einen Schlüssel {} gibt es nicht{}; dort gibt es: {}</translation>
  </message>
  <message>
   <source>there is no such metric{}; `station metrics` lists them all</source>
   <translation>diese Messgröße gibt es nicht{}; `station metrics` nennt alle</translation>
  </message>
  <message>
   <source>there is no test {}{}; `station protocols list`</source>
   <translation>einen Test {} gibt es nicht{}; `station protocols list`</translation>
  </message>
  <message>
   <source>there is no test {}{}; there are: {}</source>
   <translation>einen Test {} gibt es nicht{}; es gibt: {}</translation>
  </message>
  <message>
   <source>there is no unweighting: the body moves down fastest at the onset</source>
   <translation>es gibt keine Entlastung: Am Beginn bewegt sich der Körper am schnellsten abwärts</translation>
  </message>
  <message>
   <source>there is nobody on the devices</source>
   <translation>niemand ist auf den Geräten</translation>
  </message>
  <message>
   <source>there may be two starts: a small push, and later the effort proper</source>
   <translation>vielleicht gibt es zwei Anfänge: einen kleinen Druck und später den eigentlichen Versuch</translation>
  </message>
  <message>
   <source>this is no file</source>
   <translation>dies ist keine Datei</translation>
  </message>
  <message>
   <source>this is not valid TOML: {}</source>
   <translation>dies ist kein gültiges TOML: {}</translation>
  </message>
  <message>
   <source>this is not valid TOML: {} (column {})</source>
   <translation>dies ist kein gültiges TOML: {} (Spalte {})</translation>
  </message>
  <message>
   <source>this jump is on the {} leg alone</source>
   <translation>dieser Sprung ist nur vom Bein {}</translation>
  </message>
  <message>
   <source>this part of the recording cannot give it: it is too short, or there is no load in it</source>
   <translation>dieser Teil der Aufnahme kann ihn nicht liefern: Er ist zu kurz, oder es liegt keine Last darin</translation>
  </message>
  <message>
   <source>this recording holds one total force; left and right need a plate or dynamometer each</source>
   <translation>diese Aufnahme enthält eine einzige Gesamtkraft; links und rechts brauchen je eine Platte oder ein Dynamometer</translation>
  </message>
  <message>
   <source>this test has no band to stay in</source>
   <translation>dieser Test hat kein Band, in dem zu bleiben wäre</translation>
  </message>
  <message>
   <source>this test has no metronome</source>
   <translation>dieser Test hat kein Metronom</translation>
  </message>
  <message>
   <source>this test is published to tell differences from {} % on</source>
   <translation>dieser Test unterscheidet laut Veröffentlichung ab {} %</translation>
  </message>
  <message>
   <source>this visit</source>
   <translation>dieser Termin</translation>
  </message>
  <message>
   <source>three numbers that rise, or none</source>
   <translation>drei ansteigende Zahlen oder keine</translation>
  </message>
  <message>
   <source>time above 3 % of W on the other plate</source>
   <translation>Zeit über 3 % von W auf der anderen Platte</translation>
  </message>
  <message>
   <source>time above 90 % of the rise</source>
   <translation>Zeit über 90 % des Anstiegs</translation>
  </message>
  <message>
   <source>time at 90 % of the way or more</source>
   <translation>Zeit bei 90 % des Wegs oder mehr</translation>
  </message>
  <message>
   <source>time between the limits / time measured</source>
   <translation>Zeit zwischen den Grenzen / gemessene Zeit</translation>
  </message>
  <message>
   <source>time with |share - 50| &gt; 5 of 101 points a repetition (asym.curve)</source>
   <translation>Zeit mit |Anteil - 50| &gt; 5 von 101 Punkten je Wiederholung (asym.curve)</translation>
  </message>
  <message>
   <source>time within reach of the path / time measured</source>
   <translation>Zeit in Reichweite des Pfads / gemessene Zeit</translation>
  </message>
  <message>
   <source>times</source>
   <translation>Mal</translation>
  </message>
  <message>
   <source>times that the lifted foot carries load again</source>
   <translation>Male, die der gehobene Fuß wieder Last trägt</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>to come</source>
   <translation>steht noch aus</translation>
  </message>
  <message>
   <source>today</source>
   <translation>heute</translation>
  </message>
  <message>
   <source>too little load on a plate, or a sensor of it that ails</source>
   <translation>zu wenig Last auf einer Platte oder ein kranker Sensor</translation>
  </message>
  <message>
   <source>top</source>
   <translation>oben</translation>
  </message>
  <message>
   <source>total</source>
   <translation>Summe</translation>
  </message>
  <message>
   <source>total force at zero speed</source>
   <translation>Gesamtkraft bei Geschwindigkeit null</translation>
  </message>
  <message>
   <source>touch-down</source>
   <translation>Aufsetzen</translation>
  </message>
  <message>
   <source>touch-down to take-off</source>
   <translation>Aufsetzen bis Absprung</translation>
  </message>
  <message>
   <source>touchdown</source>
   <translation>Aufsetzen</translation>
  </message>
  <message>
   <source>touchdown {}</source>
   <translation>Aufsetzen {}</translation>
  </message>
  <message>
   <source>trapezoid of both plates, speed and height equal before and after each repetition</source>
   <translation>Trapez beider Platten, Geschwindigkeit und Höhe vor und nach jeder Wiederholung gleich</translation>
  </message>
  <message>
   <source>trapezoid, speed and height equal before and after each repetition</source>
   <translation>Trapez, Geschwindigkeit und Höhe vor und nach jeder Wiederholung gleich</translation>
  </message>
  <message>
   <source>trends</source>
   <translation>Verläufe</translation>
  </message>
  <message>
   <source>trial</source>
   <translation>Durchgang</translation>
  </message>
  <message>
   <source>trials</source>
   <translation>Durchgänge</translation>
  </message>
  <message>
   <source>triangle down</source>
   <translation>Dreieck nach unten</translation>
  </message>
  <message>
   <source>triangle up</source>
   <translation>Dreieck nach oben</translation>
  </message>
  <message>
   <source>triangles from the mean position, / (n / fs)</source>
   <translation>Dreiecke von der mittleren Position aus, / (n / fs)</translation>
  </message>
  <message>
   <source>true or false</source>
   <translation>true oder false</translation>
  </message>
  <message>
   <source>turn</source>
   <translation>Umkehr</translation>
  </message>
  <message>
   <source>uncertainty: device</source>
   <translation>Unsicherheit: Gerät</translation>
  </message>
  <message>
   <source>uncertainty: gains</source>
   <translation>Unsicherheit: Skalen</translation>
  </message>
  <message>
   <source>uncertainty: noise</source>
   <translation>Unsicherheit: Rauschen</translation>
  </message>
  <message>
   <source>unchanged within measurement error</source>
   <translation>unverändert innerhalb des Messfehlers</translation>
  </message>
  <message>
   <source>undo</source>
   <translation>zurücknehmen</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message>
   <source>unknown packet</source>
   <translation>unbekanntes Paket</translation>
  </message>
  <message>
   <source>unloads or loads</source>
   <translation>unloads oder loads</translation>
  </message>
  <message>
   <source>unweighting</source>
   <translation>Entlastung</translation>
  </message>
  <message>
   <source>v(take-off)^2 / 2g, trapezoid of F - W from rest</source>
   <translation>v(Absprung)^2 / 2g, Trapez von F - W aus der Ruhe</translation>
  </message>
  <message>
   <source>v(touch-down)^2 / 2g, v from the take-off backwards, not from the box</source>
   <translation>v(Aufsetzen)^2 / 2g, v rückwärts vom Absprung, nicht aus der Boxhöhe</translation>
  </message>
  <message>
   <source>v^2 / 2g, v by the integral of (F - W) / m from landing to the quiet stand</source>
   <translation>v^2 / 2g, v aus dem Integral von (F - W) / m von der Landung bis zum ruhigen Stand</translation>
  </message>
  <message>
   <source>valid</source>
   <translation>gültig</translation>
  </message>
  <message>
   <source>variation {} %</source>
   <translation>Schwankung {} %</translation>
  </message>
  <message>
   <source>velocity / (2 pi mean distance)</source>
   <translation>Geschwindigkeit / (2 pi mittlerer Abstand)</translation>
  </message>
  <message>
   <source>very shallow countermovement ({} cm)</source>
   <translation>sehr flache Ausholbewegung ({} cm)</translation>
  </message>
  <message>
   <source>volume is a number from 0 to 1.</source>
   <translation>volume ist eine Zahl von 0 bis 1.</translation>
  </message>
  <message>
   <source>wave by {} % for {} s, {} s each</source>
   <translation>Welle um {} % über {} s, je {} s</translation>
  </message>
  <message>
   <source>ways down and up by 4 cm or more that close</source>
   <translation>Wege ab und auf von 4 cm oder mehr, die sich schließen</translation>
  </message>
  <message>
   <source>weighed before the drop</source>
   <translation>vor dem Absteigen gewogen</translation>
  </message>
  <message>
   <source>weight shift: levels</source>
   <translation>Gewichtsverlagerung: Niveaus</translation>
  </message>
  <message>
   <source>weight: lowest variance</source>
   <translation>Gewicht: kleinste Streuung</translation>
  </message>
  <message>
   <source>what an empty device reads after a trial, from {} N on</source>
   <translation>was ein leeres Gerät nach einem Durchgang anzeigt, ab {} N</translation>
  </message>
  <message>
   <source>what an empty device reads below zero, from {} N on</source>
   <translation>was ein leeres Gerät unter null anzeigt, ab {} N</translation>
  </message>
  <message>
   <source>what an empty device reads, from {} N on</source>
   <translation>was ein leeres Gerät anzeigt, ab {} N</translation>
  </message>
  <message>
   <source>what is known of clocks could not be read</source>
   <translation>was über die Uhren bekannt ist, konnte nicht gelesen werden</translation>
  </message>
  <message>
   <source>what is published ({}) fits one age only, and this person's birth year is not written down</source>
   <translation>was veröffentlicht ist ({}), passt nur zu einem Alter, und das Geburtsjahr dieser Person ist nicht aufgeschrieben</translation>
  </message>
  <message>
   <source>what is published ({}) fits one sex only, and this person's is not written down</source>
   <translation>was veröffentlicht ist ({}), passt nur zu einem Geschlecht, und das dieser Person ist nicht aufgeschrieben</translation>
  </message>
  <message>
   <source>what is published is of other people ({})</source>
   <translation>was veröffentlicht ist, stammt von anderen Personen ({})</translation>
  </message>
  <message>
   <source>what is published is of people of another age ({})</source>
   <translation>was veröffentlicht ist, stammt von Personen anderen Alters ({})</translation>
  </message>
  <message>
   <source>what is published is of people of whom too little is known here to tell whether it fits ({})</source>
   <translation>was veröffentlicht ist, stammt von Personen, von denen hier zu wenig bekannt ist, um zu sagen, ob es passt ({})</translation>
  </message>
  <message>
   <source>what it sends does not arrive</source>
   <translation>was es sendet, kommt nicht an</translation>
  </message>
  <message>
   <source>what the test allows</source>
   <translation>was der Test erlaubt</translation>
  </message>
  <message>
   <source>what was recorded whole up to then is usable, the rest says why it is not.</source>
   <translation>was bis dahin vollständig aufgenommen wurde, ist brauchbar, der Rest sagt, warum nicht.</translation>
  </message>
  <message>
   <source>while being weighed</source>
   <translation>beim Wiegen</translation>
  </message>
  <message>
   <source>while somebody is weighed; where nobody is, that there is no weighing</source>
   <translation>während jemand gewogen wird; wo niemand gewogen wird, dass es kein Wiegen gibt</translation>
  </message>
  <message>
   <source>while the devices are zeroed</source>
   <translation>während die Geräte genullt werden</translation>
  </message>
  <message>
   <source>while the effort goes on</source>
   <translation>während des Versuchs</translation>
  </message>
  <message>
   <source>why it was stopped</source>
   <translation>warum gestoppt wurde</translation>
  </message>
  <message>
   <source>withheld</source>
   <translation>zurückgehalten</translation>
  </message>
  <message>
   <source>withholds it</source>
   <translation>hält es zurück</translation>
  </message>
  <message>
   <source>within</source>
   <translation>innerhalb von</translation>
  </message>
  <message>
   <source>within measurement error (±{} %)</source>
   <translation>innerhalb des Messfehlers (±{} %)</translation>
  </message>
  <message>
   <source>words on one line, at most {} letters</source>
   <translation>Wörter in einer Zeile, höchstens {} Zeichen</translation>
  </message>
  <message>
   <source>worse</source>
   <translation>schlechter</translation>
  </message>
  <message>
   <source>worse than</source>
   <translation>schlechter als</translation>
  </message>
  <message>
   <source>written</source>
   <translation>schreiben</translation>
  </message>
  <message>
   <source>yesterday</source>
   <translation>gestern</translation>
  </message>
  <message>
   <source>zero carried over from the trial before</source>
   <translation>Nullpunkt vom vorigen Durchgang übernommen</translation>
  </message>
  <message>
   <source>zero taken</source>
   <translation>Nullpunkt bestimmt</translation>
  </message>
  <message>
   <source>zero was taken under load:</source>
   <translation>unter Last genullt:</translation>
  </message>
  <message>
   <source>zero: carried</source>
   <translation>Nullpunkt: übernommen</translation>
  </message>
  <message>
   <source>{} % of the load is on the {} plate, and this is the test of the {} side: the other side was tested, or the plates are swapped. Repeat it as the position says, or choose the test of the other side.</source>
   <translation>{0} % der Last liegen auf der Platte {1}, und dies ist der Test der Seite {2}: Die andere Seite wurde getestet, oder die Platten sind vertauscht. Wie in der Position beschrieben wiederholen oder den Test der anderen Seite wählen.</translation>
  </message>
  <message>
   <source>{} % of the load stayed on the {} plate: the limb was not clear of it</source>
   <translation>{} % der Last blieben auf der Platte {}: Die Gliedmaße war nicht davon abgehoben</translation>
  </message>
  <message>
   <source>{} % of the load was on the other foot: it was not clear of its plate</source>
   <translation>{} % der Last lagen auf dem anderen Fuß: Er war nicht von seiner Platte abgehoben</translation>
  </message>
  <message>
   <source>{} % of the mean of {}: {} {}, no spread published</source>
   <translation>{} % des Mittels von {}: {} {}, keine Streuung veröffentlicht</translation>
  </message>
  <message>
   <source>{} % of the {}</source>
   <translation>{} % der {}</translation>
  </message>
  <message>
   <source>{} % on the {}</source>
   <translation>{} % auf {}</translation>
  </message>
  <message>
   <source>{} (code {})</source>
   <translation>{} (Code {})</translation>
  </message>
  <message>
   <source>{} (left) and {} (right)</source>
   <translation>{} (links) und {} (rechts)</translation>
  </message>
  <message>
   <source>{} (raw zero {} N off the calibration). {}, then zero.</source>
   <translation>{} (Rohnullpunkt {} N neben der Kalibrierung). {}, dann nullen.</translation>
  </message>
  <message>
   <source>{} ({}). Switch it on and bring it near, then try again.</source>
   <translation>{} ({}). Einschalten und näher bringen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>{} ({}, serial number {})</source>
   <translation>{} ({}, Seriennummer {})</translation>
  </message>
  <message>
   <source>{} (±{} N, empty ±{} N at most). {}, then zero.</source>
   <translation>{} (±{} N, leer höchstens ±{} N). {}, dann nullen.</translation>
  </message>
  <message>
   <source>{} A new trial needs 200 MB to be safe. Free space first.</source>
   <translation>{} Ein neuer Durchgang braucht zur Sicherheit 200 MB. Zuerst Platz schaffen.</translation>
  </message>
  <message>
   <source>{} Every LoadCells board that this program knows (firmware 1.2) does that: look for an update of the program.</source>
   <translation>{} Jede LoadCells-Karte, die dieses Programm kennt (Firmware 1.2), tut das: nach einer neueren Version des Programms suchen.</translation>
  </message>
  <message>
   <source>{} Free space soon: below 200 MB no new trial starts.</source>
   <translation>{} Bald Platz schaffen: Unter 200 MB startet kein neuer Durchgang.</translation>
  </message>
  <message>
   <source>{} Hz device: onset known to ± {} ms</source>
   <translation>Gerät mit {} Hz: Beginn auf ± {} ms bekannt</translation>
  </message>
  <message>
   <source>{} Hz measured</source>
   <translation>{} Hz gemessen</translation>
  </message>
  <message>
   <source>{} N of one {}</source>
   <translation>{} N von einem {}</translation>
  </message>
  <message>
   <source>{} N of pre-tension, more than {} N</source>
   <translation>{} N Vorspannung, mehr als {} N</translation>
  </message>
  <message>
   <source>{} Nothing was changed.</source>
   <translation>{} Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{} Nothing was measured yet; the test goes on from its zero.</source>
   <translation>{} Noch wurde nichts gemessen; der Test geht ab dem Nullen weiter.</translation>
  </message>
  <message>
   <source>{} Reconnecting.</source>
   <translation>{} Verbindet neu.</translation>
  </message>
  <message>
   <source>{} SD {} the mean of {}: {} {}, SD {}</source>
   <translation>{} SD {} dem Mittel von {}: {} {}, SD {}</translation>
  </message>
  <message>
   <source>{} That could not be remembered and ends with this start: {}</source>
   <translation>{} Das konnte nicht gespeichert werden und gilt nur bis zum nächsten Start: {}</translation>
  </message>
  <message>
   <source>{} The feet carry up to {} N, so quiet sitting is not the weight: stand still for a second before sitting down or after the last rise.</source>
   <translation>{} Die Füße tragen bis zu {} N, ruhiges Sitzen ist also nicht das Gewicht: eine Sekunde ruhig stehen, vor dem Hinsetzen oder nach dem letzten Aufstehen.</translation>
  </message>
  <message>
   <source>{} The file is kept as it is; until it is mended the usual settings apply.</source>
   <translation>{} Die Datei bleibt, wie sie ist; bis sie berichtigt ist, gelten die üblichen Einstellungen.</translation>
  </message>
  <message>
   <source>{} and {}</source>
   <translation>{} und {}</translation>
  </message>
  <message>
   <source>{} are aligned by {}: their clocks agree within {} ms. It holds as long as they stay connected.</source>
   <translation>{} sind durch {} abgeglichen: Ihre Uhren stimmen auf {} ms überein. Es gilt, solange sie verbunden bleiben.</translation>
  </message>
  <message>
   <source>{} at the end</source>
   <translation>{} am Ende</translation>
  </message>
  <message>
   <source>{} attempts to rise ended on the seat</source>
   <translation>{} Versuche aufzustehen endeten auf dem Sitz</translation>
  </message>
  <message>
   <source>{} bouts of work found; at least {} are needed</source>
   <translation>{} Arbeitsphasen gefunden; mindestens {} sind nötig</translation>
  </message>
  <message>
   <source>{} bouts were found, {} were asked for: one of them may be a pull to warm up</source>
   <translation>{} Phasen wurden gefunden, {} waren verlangt: Eine davon ist vielleicht ein Zug zum Aufwärmen</translation>
  </message>
  <message>
   <source>{} bridges were asked for, {} were found</source>
   <translation>{} Brücken wurden verlangt, {} wurden gefunden</translation>
  </message>
  <message>
   <source>{} cannot be read ({}), so no backup was made. The disk may be failing: copy the data folder to another one now, with whatever can still be read.</source>
   <translation>{} ist nicht lesbar ({}); darum wurde keine Sicherung gemacht. Der Datenträger versagt vielleicht: den Datenordner jetzt auf einen anderen kopieren, mit allem, was noch lesbar ist.</translation>
  </message>
  <message>
   <source>{} cannot be read ({}).</source>
   <translation>{} lässt sich nicht lesen ({}).</translation>
  </message>
  <message>
   <source>{} cannot be read ({}). Check the disk and the permissions.</source>
   <translation>{} ist nicht lesbar ({}). Datenträger und Rechte prüfen.</translation>
  </message>
  <message>
   <source>{} cannot be written ({}).</source>
   <translation>{} lässt sich nicht schreiben ({}).</translation>
  </message>
  <message>
   <source>{} cannot be written ({}). Give another file.</source>
   <translation>{} lässt sich nicht schreiben ({}). Eine andere Datei angeben.</translation>
  </message>
  <message>
   <source>{} cannot be zeroed: {} are lost on the way, so there is no whole second. Check cable, hub and port, or come closer, then zero.</source>
   <translation>{} lässt sich nicht nullen: {} gehen unterwegs verloren, es gibt keine ganze Sekunde. Kabel, Hub und Anschluss prüfen oder näher kommen, dann nullen.</translation>
  </message>
  <message>
   <source>{} channels cannot be shared out to {} sides alike.</source>
   <translation>{} Kanäle lassen sich nicht gleich auf {} Seiten verteilen.</translation>
  </message>
  <message>
   <source>{} could not be carried over: rows without their parents {}.</source>
   <translation>{} ließ sich nicht übertragen: Zeilen ohne ihre Eltern {}.</translation>
  </message>
  <message>
   <source>{} could not be noted as seen</source>
   <translation>{} konnte nicht als gesehen vermerkt werden</translation>
  </message>
  <message>
   <source>{} could not be set aside ({}). It stays where it was.</source>
   <translation>{} ließ sich nicht beiseite legen ({}). Es blieb, wo es war.</translation>
  </message>
  <message>
   <source>{} days ago</source>
   <translation>vor {} Tagen</translation>
  </message>
  <message>
   <source>{} device</source>
   <translation>Gerät {}</translation>
  </message>
  <message>
   <source>{} devices are called {}. Give the address instead. Found: {}.</source>
   <translation>{} Geräte heißen {}. Stattdessen die Adresse angeben. Gefunden: {}.</translation>
  </message>
  <message>
   <source>{} does not answer</source>
   <translation>{} antwortet nicht</translation>
  </message>
  <message>
   <source>{} does not respond: it repeats one value. Check its cable, then zero.</source>
   <translation>{} reagiert nicht: Er wiederholt einen Wert. Sein Kabel prüfen, dann nullen.</translation>
  </message>
  <message>
   <source>{} drop jumps in this recording; this is the first</source>
   <translation>{} Drop Jumps in dieser Aufnahme; dies ist der erste</translation>
  </message>
  <message>
   <source>{} dynamometer</source>
   <translation>Dynamometer {}</translation>
  </message>
  <message>
   <source>{} dynamometer ({})</source>
   <translation>{} Dynamometer ({})</translation>
  </message>
  <message>
   <source>{} efforts found, the {} strongest are used</source>
   <translation>{} Versuche gefunden, die {} stärksten werden verwendet</translation>
  </message>
  <message>
   <source>{} failed ({})</source>
   <translation>{} scheiterte ({})</translation>
  </message>
  <message>
   <source>{} forces</source>
   <translation>{} Kräfte</translation>
  </message>
  <message>
   <source>{} found after the trial</source>
   <translation>{} nach dem Durchgang gefunden</translation>
  </message>
  <message>
   <source>{} has not sent a full second yet. Wait a moment, then zero.</source>
   <translation>{} hat noch keine volle Sekunde gesendet. Einen Moment warten, dann nullen.</translation>
  </message>
  <message>
   <source>{} has {} GB; a recording of one trial is never that large.</source>
   <translation>{} hat {} GB; die Aufnahme eines Durchgangs ist nie so groß.</translation>
  </message>
  <message>
   <source>{} higher</source>
   <translation>{} höher</translation>
  </message>
  <message>
   <source>{} higher by {} %</source>
   <translation>{} um {} % höher</translation>
  </message>
  <message>
   <source>{} higher by {} %; one repetition cannot tell whether that is more than usual variation</source>
   <translation>{} um {} % höher; eine Wiederholung kann nicht sagen, ob das mehr als die übliche Schwankung ist</translation>
  </message>
  <message>
   <source>{} higher by {}, more than measurement error</source>
   <translation>{} um {} höher, mehr als der Messfehler</translation>
  </message>
  <message>
   <source>{} in all {} visits</source>
   <translation>{} an allen {} Terminen</translation>
  </message>
  <message>
   <source>{} in the latest visit, {} in the one before</source>
   <translation>{} am letzten Termin, {} an dem davor</translation>
  </message>
  <message>
   <source>{} in the only visit that compares them</source>
   <translation>{} am einzigen Termin, der sie vergleicht</translation>
  </message>
  <message>
   <source>{} is a text in quotes of at most {} characters.</source>
   <translation>{} ist ein Text in Anführungszeichen von höchstens {} Zeichen.</translation>
  </message>
  <message>
   <source>{} is at zero now.</source>
   <translation>{} steht jetzt auf null.</translation>
  </message>
  <message>
   <source>{} is damaged or holds no identities ({}). It was left as it is.</source>
   <translation>{} ist beschädigt oder enthält keine Identitäten ({}). Es blieb, wie es war.</translation>
  </message>
  <message>
   <source>{} is damaged or is no database of this program ({}). It was left as it is. Put it back from a backup; what was measured is stored elsewhere and unharmed.</source>
   <translation>{} ist beschädigt oder keine Datenbank dieses Programms ({}). Es blieb, wie es war. Aus einer Sicherung zurückholen; das Gemessene liegt anderswo und ist unversehrt.</translation>
  </message>
  <message>
   <source>{} is damaged or is no database of this program ({}). It was left exactly as it is, and nothing is written to it; what can still be read of it is shown by station trial list and the like. Put back the last good backup of it: station db restore (the damaged file is kept). The raw recordings are separate files and unharmed; those that were made since are offered again then.</source>
   <translation>{} ist beschädigt oder keine Datenbank dieses Programms ({}). Es blieb genau, wie es war, und nichts wird hineingeschrieben; was noch lesbar ist, zeigen station trial list und Ähnliches. Die letzte gute Sicherung zurückholen: station db restore (die beschädigte Datei bleibt erhalten). Die Rohaufnahmen sind eigene Dateien und unversehrt; seither gemachte werden dann wieder angeboten.</translation>
  </message>
  <message>
   <source>{} is damaged. It was left as it is.</source>
   <translation>{} ist beschädigt. Es blieb, wie es war.</translation>
  </message>
  <message>
   <source>{} is longer than its manifest says</source>
   <translation>{} ist länger, als ihr Verzeichnis sagt</translation>
  </message>
  <message>
   <source>{} is measured with the record {} from now on.</source>
   <translation>{} wird ab jetzt mit dem Datensatz {} gemessen.</translation>
  </message>
  <message>
   <source>{} is no file. Choose a settings.toml that was exported before.</source>
   <translation>{} ist keine Datei. Eine früher exportierte settings.toml wählen.</translation>
  </message>
  <message>
   <source>{} is not a recording of this program: none of its content is of that kind.</source>
   <translation>{} ist keine Aufnahme dieses Programms: Nichts darin ist von dieser Art.</translation>
  </message>
  <message>
   <source>{} is not stored as its manifest says</source>
   <translation>{} ist nicht so gespeichert, wie ihr Verzeichnis sagt</translation>
  </message>
  <message>
   <source>{} is not the file that was put there</source>
   <translation>{} ist nicht die Datei, die dort abgelegt wurde</translation>
  </message>
  <message>
   <source>{} is not used any more. Search, and it can be connected again.</source>
   <translation>{} ist nicht mehr in Gebrauch. Suchen, dann lässt es sich wieder verbinden.</translation>
  </message>
  <message>
   <source>{} is one of {}.</source>
   <translation>{} ist eines von {}.</translation>
  </message>
  <message>
   <source>{} is plugged in again.</source>
   <translation>{} ist wieder eingesteckt.</translation>
  </message>
  <message>
   <source>{} is still to come. Note when it was done, or leave the time empty for now.</source>
   <translation>{} kommt erst noch. Schreiben, wann es gemacht wurde, oder die Zeit für jetzt leer lassen.</translation>
  </message>
  <message>
   <source>{} is there already; it was left as it is. Try again in a second.</source>
   <translation>{} gibt es schon; es blieb, wie es war. In einer Sekunde erneut versuchen.</translation>
  </message>
  <message>
   <source>{} is too long for settings. Its keys are: {}.</source>
   <translation>{} ist zu lang für Einstellungen. Die Schlüssel sind: {}.</translation>
  </message>
  <message>
   <source>{} is true or false.</source>
   <translation>{} ist true oder false.</translation>
  </message>
  <message>
   <source>{} jumps in this recording; this is the first</source>
   <translation>{} Sprünge in dieser Aufnahme; dies ist der erste</translation>
  </message>
  <message>
   <source>{} kg · moves by ±{} N</source>
   <translation>{} kg · schwankt um ±{} N</translation>
  </message>
  <message>
   <source>{} left out. {}{} `station protocols check` says all.</source>
   <translation>{} ausgelassen. {}{} `station protocols check` nennt alles.</translation>
  </message>
  <message>
   <source>{} lies in the data folder itself: both would be lost together. Choose another folder.</source>
   <translation>{} liegt im Datenordner selbst: Beide gingen zusammen verloren. Einen anderen Ordner wählen.</translation>
  </message>
  <message>
   <source>{} lifts were asked for, {} were found</source>
   <translation>{} Hebungen waren verlangt, {} wurden gefunden</translation>
  </message>
  <message>
   <source>{} makes no torque of its forces, so it takes no lever arm.</source>
   <translation>{} berechnet aus seinen Kräften kein Drehmoment, braucht also keinen Hebelarm.</translation>
  </message>
  <message>
   <source>{} measures {}</source>
   <translation>{} misst {}</translation>
  </message>
  <message>
   <source>{} measures {} already. Give that one the other side, or forget it, then connect.</source>
   <translation>{} misst bereits {}. Diesem die andere Seite geben oder es vergessen, dann verbinden.</translation>
  </message>
  <message>
   <source>{} measures {}, now and from now on.</source>
   <translation>{} misst {}, jetzt und in Zukunft.</translation>
  </message>
  <message>
   <source>{} min</source>
   <translation>{} min</translation>
  </message>
  <message>
   <source>{} missing where it is measured; repeat the trial</source>
   <translation>{} fehlt, wo gemessen wird; den Durchgang wiederholen</translation>
  </message>
  <message>
   <source>{} months ago</source>
   <translation>vor {} Monaten</translation>
  </message>
  <message>
   <source>{} more problem{} in {}.</source>
   <translation>Weitere Probleme: {0}, in {2}.</translation>
  </message>
  <message>
   <source>{} moved from {} to {}</source>
   <translation>{} von {} auf {} verschoben</translation>
  </message>
  <message>
   <source>{} ms are</source>
   <translation>{} ms fehlen</translation>
  </message>
  <message>
   <source>{} ms are missing in a hop</source>
   <translation>{} ms fehlen in einem Hop</translation>
  </message>
  <message>
   <source>{} ms are missing where it is measured</source>
   <translation>{} ms fehlen, wo gemessen wird</translation>
  </message>
  <message>
   <source>{} not measure: the device marks the values as invalid. Nothing is taken from the other plates either, so that no sum is wrong. Check the cable between plate and device.</source>
   <translation>{} nicht: Das Gerät kennzeichnet die Werte als ungültig. Auch von den anderen Platten wird nichts übernommen, damit keine Summe falsch ist. Das Kabel zwischen Platte und Gerät prüfen.</translation>
  </message>
  <message>
   <source>{} now</source>
   <translation>{} jetzt</translation>
  </message>
  <message>
   <source>{} of one plate</source>
   <translation>{} von einer Platte</translation>
  </message>
  <message>
   <source>{} of the clinic's own tests are</source>
   <translation>{} der eigenen Tests der Praxis sind</translation>
  </message>
  <message>
   <source>{} of two plates</source>
   <translation>{} von zwei Platten</translation>
  </message>
  <message>
   <source>{} of {} bouts</source>
   <translation>{} von {} Phasen</translation>
  </message>
  <message>
   <source>{} of {} repetitions</source>
   <translation>{} von {} Wiederholungen</translation>
  </message>
  <message>
   <source>{} of {} rises did not settle: they end at their highest point</source>
   <translation>{} von {} Aufstehen kamen nicht zur Ruhe: Sie enden an ihrem höchsten Punkt</translation>
  </message>
  <message>
   <source>{} of {} shifts never came into the band and have no time</source>
   <translation>{} von {} Verlagerungen kamen nie in das Band und haben keine Zeit</translation>
  </message>
  <message>
   <source>{} of {} times to the end of the path</source>
   <translation>{} von {} Malen bis ans Ende des Pfads</translation>
  </message>
  <message>
   <source>{} of {} trials</source>
   <translation>{} von {} Durchgängen</translation>
  </message>
  <message>
   <source>{} of {}: quartiles {}, {}, {} {}</source>
   <translation>{} von {}: Quartile {}, {}, {} {}</translation>
  </message>
  <message>
   <source>{} on the {}</source>
   <translation>{} auf {}</translation>
  </message>
  <message>
   <source>{} packets arrived damaged and were not used.</source>
   <translation>{} Pakete kamen beschädigt an und wurden nicht verwendet.</translation>
  </message>
  <message>
   <source>{} plate</source>
   <translation>Platte {}</translation>
  </message>
  <message>
   <source>{} proofs begin</source>
   <translation>{} Nachweise beginnen</translation>
  </message>
  <message>
   <source>{} put back to where it was computed</source>
   <translation>{} dorthin zurück, wo es berechnet wurde</translation>
  </message>
  <message>
   <source>{} reached {}. True peak is at least {} N.</source>
   <translation>{} erreichte {}. Der wahre Spitzenwert ist mindestens {} N.</translation>
  </message>
  <message>
   <source>{} reads down to {} N: it is mounted the wrong way round or was not zeroed</source>
   <translation>{} zeigt bis hinab zu {} N: verkehrt herum montiert oder nicht genullt</translation>
  </message>
  <message>
   <source>{} reads {} % {}</source>
   <translation>{} zeigt {} % {}</translation>
  </message>
  <message>
   <source>{} received for {} s.</source>
   <translation>{} empfangen seit {} s.</translation>
  </message>
  <message>
   <source>{} repetitions were asked for, {} are measured</source>
   <translation>{} Wiederholungen wurden verlangt, {} sind gemessen</translation>
  </message>
  <message>
   <source>{} repetitions were asked for, {} were found</source>
   <translation>{} Wiederholungen waren verlangt, {} wurden gefunden</translation>
  </message>
  <message>
   <source>{} rises are needed, {} were found</source>
   <translation>{} Mal Aufstehen ist nötig, {} wurden gefunden</translation>
  </message>
  <message>
   <source>{} rises were asked for, {} were found</source>
   <translation>{} Mal Aufstehen wurde verlangt, {} wurden gefunden</translation>
  </message>
  <message>
   <source>{} s from onset to take-off: check the onset on the curve</source>
   <translation>{} s vom Beginn bis zum Absprung: den Beginn auf der Kurve prüfen</translation>
  </message>
  <message>
   <source>{} s of standing, 30 s or more are the rule: sway grows with the length</source>
   <translation>{} s Stand; die Regel sind 30 s oder mehr: Das Schwanken wächst mit der Länge</translation>
  </message>
  <message>
   <source>{} s on the plates before the jump (at most {} s): this is no drop jump. Jump up at once after the landing</source>
   <translation>{} s auf den Platten vor dem Sprung (höchstens {} s): Dies ist kein Drop Jump. Nach der Landung sofort hochspringen</translation>
  </message>
  <message>
   <source>{} s reached</source>
   <translation>{} s erreicht</translation>
  </message>
  <message>
   <source>{} samples lost</source>
   <translation>{} Messwerte verloren</translation>
  </message>
  <message>
   <source>{} samples never arrived.</source>
   <translation>{} Messwerte kamen nie an.</translation>
  </message>
  <message>
   <source>{} shifts to the {} were asked for, {} were found</source>
   <translation>{} Verlagerungen nach {} waren verlangt, {} wurden gefunden</translation>
  </message>
  <message>
   <source>{} since {}; before: {}</source>
   <translation>{} seit {}; zuvor: {}</translation>
  </message>
  <message>
   <source>{} single samples stand far out of their neighbours where it is measured</source>
   <translation>{} einzelne Messwerte liegen weit außerhalb ihrer Nachbarn, wo gemessen wird</translation>
  </message>
  <message>
   <source>{} step-downs were asked for, {} are measured</source>
   <translation>{} Step-downs waren verlangt, {} sind gemessen</translation>
  </message>
  <message>
   <source>{} stopped sending</source>
   <translation>{}: sendet nicht mehr</translation>
  </message>
  <message>
   <source>{} stopped sending at {} s</source>
   <translation>{}: Die Daten brachen bei {} s ab</translation>
  </message>
  <message>
   <source>{} stopped sending at {} s. {}{} {}</source>
   <translation>{}: Die Daten brachen bei {} s ab. {}{} {}</translation>
  </message>
  <message>
   <source>{} stopped sending. {} {}</source>
   <translation>{}: sendet nicht mehr. {} {}</translation>
  </message>
  <message>
   <source>{} that band is wider than the SD of {}, {} {}</source>
   <translation>{} dieses Band ist breiter als die SD von {}, {} {}</translation>
  </message>
  <message>
   <source>{} the average of {}, {} {}, lies within that</source>
   <translation>{} der Durchschnitt von {}, {} {}, liegt darin</translation>
  </message>
  <message>
   <source>{} the average of {}: {} {}</source>
   <translation>{} der Durchschnitt von {}: {} {}</translation>
  </message>
  <message>
   <source>{} this trial, so it is not scored as the client's. It can be rejected with a reason and words of your own, or be called not done as it should be.</source>
   <translation>{} diesen Durchgang, er wird also nicht der Person angerechnet. Er lässt sich mit einem Grund und eigenen Worten ablehnen oder als nicht so ausgeführt, wie es sein soll, bezeichnen.</translation>
  </message>
  <message>
   <source>{} times</source>
   <translation>{}-mal</translation>
  </message>
  <message>
   <source>{} to {} % of body weight</source>
   <translation>{} bis {} % des Körpergewichts</translation>
  </message>
  <message>
   <source>{} to {} % of own maximum</source>
   <translation>{} bis {} % des eigenen Maximums</translation>
  </message>
  <message>
   <source>{} to {} s before the onset</source>
   <translation>{} bis {} s vor dem Beginn</translation>
  </message>
  <message>
   <source>{} was changed by another program meanwhile. Try again.</source>
   <translation>{} wurde inzwischen von einem anderen Programm geändert. Erneut versuchen.</translation>
  </message>
  <message>
   <source>{} was changed on two stations that did not hear of each other. What {} says holds; what the other one said is kept with this note.</source>
   <translation>{} wurde auf zwei Stationen geändert, die nichts voneinander hörten. Es gilt, was {} sagt; was die andere sagte, bleibt mit dieser Notiz erhalten.</translation>
  </message>
  <message>
   <source>{} was not measured today. Note what was done after the first test of the visit.</source>
   <translation>{} wurde heute noch nicht gemessen. Was gemacht wurde, lässt sich nach dem ersten Test des Termins notieren.</translation>
  </message>
  <message>
   <source>{} was placed by hand, {} ms {} the computed one</source>
   <translation>{} wurde von Hand gesetzt, {} ms {} dem berechneten</translation>
  </message>
  <message>
   <source>{} was written by a newer version of this program; this is {}, which cannot tell what belongs to it. Update to back it up; nothing was changed.</source>
   <translation>{} wurde von einer neueren Version dieses Programms geschrieben; dies ist {} und weiß nicht, was dazu gehört. Zum Sichern aktualisieren; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{} was written by {}. This is {}. Update to use it; nothing was changed.</source>
   <translation>{} wurde von {} geschrieben. Dies ist {}. Zum Verwenden aktualisieren; nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{} with {} on it</source>
   <translation>{} mit {} darauf</translation>
  </message>
  <message>
   <source>{} with {}. Look them up with: station proof list.</source>
   <translation>{} mit {}. Nachschlagen mit: station proof list.</translation>
  </message>
  <message>
   <source>{} years ago</source>
   <translation>vor {} Jahren</translation>
  </message>
  <message>
   <source>{} {} Leave the lid open and repeat it.</source>
   <translation>{} {} Den Deckel offen lassen und wiederholen.</translation>
  </message>
  <message>
   <source>{} {} N with nobody on {}; zero before the next jump</source>
   <translation>{} {} N, ohne dass jemand auf {} ist; vor dem nächsten Sprung nullen</translation>
  </message>
  <message>
   <source>{} {} N with nobody on {}; zero before the next trial</source>
   <translation>{} {} N, während niemand auf {} steht; vor dem nächsten Durchgang nullen</translation>
  </message>
  <message>
   <source>{} {} cell</source>
   <translation>Zelle {} {}</translation>
  </message>
  <message>
   <source>{} {} of the quartiles of {} lie within that</source>
   <translation>{} {} der Quartile von {} liegen darin</translation>
  </message>
  <message>
   <source>{} {} of {} repetitions, the others are not usable</source>
   <translation>{} {} von {} Wiederholungen, die anderen sind nicht brauchbar</translation>
  </message>
  <message>
   <source>{} {} reads {} N</source>
   <translation>{} {} zeigt {} N</translation>
  </message>
  <message>
   <source>{} {} s until the next trial.</source>
   <translation>{} Noch {} s bis zum nächsten Durchgang.</translation>
  </message>
  <message>
   <source>{} ± {} ppm {}</source>
   <translation>{} ± {} ppm {}</translation>
  </message>
  <message>
   <source>{}, (R-L)/max</source>
   <translation>{}, (R-L)/max</translation>
  </message>
  <message>
   <source>{}, accuracy</source>
   <translation>{}, Genauigkeit</translation>
  </message>
  <message>
   <source>{}, and nominal is {} N: {} % {}</source>
   <translation>{}, und nominal sind {} N: {} % {}</translation>
  </message>
  <message>
   <source>{}, and nothing was repeated within a visit, which would show the person's own scatter</source>
   <translation>{}, und innerhalb eines Termins wurde nichts wiederholt, was die eigene Streuung der Person zeigen würde</translation>
  </message>
  <message>
   <source>{}, as far as one force tells; load share needs two plates</source>
   <translation>{}, soweit es eine Kraft verrät; die Lastverteilung braucht zwei Platten</translation>
  </message>
  <message>
   <source>{}, because {}</source>
   <translation>{}, denn {}</translation>
  </message>
  <message>
   <source>{}, before {}</source>
   <translation>{}, zuvor {}</translation>
  </message>
  <message>
   <source>{}, line {}</source>
   <translation>{}, Zeile {}</translation>
  </message>
  <message>
   <source>{}, next push</source>
   <translation>{}, nächster Versuch</translation>
  </message>
  <message>
   <source>{}: `key` must be the file's name, {}, and is {}.</source>
   <translation>{}: `key` muss der Name der Datei sein, {}, und ist {}.</translation>
  </message>
  <message>
   <source>{}: between {} and {} s, with no one moment ({})</source>
   <translation>{}: zwischen {} und {} s, ohne einen einzelnen Moment ({})</translation>
  </message>
  <message>
   <source>{}: cannot be read ({}).</source>
   <translation>{}: nicht lesbar ({}).</translation>
  </message>
  <message>
   <source>{}: connected.</source>
   <translation>{}: verbunden.</translation>
  </message>
  <message>
   <source>{}: error of each cell</source>
   <translation>{}: Abweichung jeder Zelle</translation>
  </message>
  <message>
   <source>{}: error over load, up and down</source>
   <translation>{}: Abweichung über der Last, auf und ab</translation>
  </message>
  <message>
   <source>{}: every cell reads {} % {}.</source>
   <translation>{}: Jede Zelle zeigt {} % {}.</translation>
  </message>
  <message>
   <source>{}: it did not answer in time. Switch it on and bring it near, then try again.</source>
   <translation>{}: Es antwortete nicht rechtzeitig. Einschalten und näher bringen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>{}: it has more than {} bytes; no protocol is so long.</source>
   <translation>{}: hat mehr als {} Bytes; kein Protokoll ist so lang.</translation>
  </message>
  <message>
   <source>{}: its first 5 s are not those of the hold</source>
   <translation>{}: Die ersten 5 s sind nicht die des Haltens</translation>
  </message>
  <message>
   <source>{}: legs bent in the air, or not still after the landing</source>
   <translation>{}: Beine in der Luft gebeugt oder nach der Landung nicht ruhig</translation>
  </message>
  <message>
   <source>{}: legs bent in the air, or not still before the jump</source>
   <translation>{}: Beine in der Luft gebeugt oder vor dem Sprung nicht ruhig</translation>
  </message>
  <message>
   <source>{}: no time was held</source>
   <translation>{}: Keine Zeit wurde gehalten</translation>
  </message>
  <message>
   <source>{}: not held in this visit</source>
   <translation>{}: an diesem Termin nicht gehalten</translation>
  </message>
  <message>
   <source>{}: nothing in it begins where something does in this trial.</source>
   <translation>{}: Nichts darin beginnt, wo in diesem Durchgang etwas beginnt.</translation>
  </message>
  <message>
   <source>{}: one of them is wrong; repeat the jump from a quiet stand</source>
   <translation>{}: Eines davon ist falsch; den Sprung aus ruhigem Stand wiederholen</translation>
  </message>
  <message>
   <source>{}: one of them is wrong; repeat the trial and stand still after the landing</source>
   <translation>{}: Eines davon ist falsch; den Durchgang wiederholen und nach der Landung ruhig stehen</translation>
  </message>
  <message>
   <source>{}: one second, empty</source>
   <translation>{}: eine Sekunde, leer</translation>
  </message>
  <message>
   <source>{}: repeats one value and measures nothing.</source>
   <translation>{}: wiederholt einen Wert und misst nichts.</translation>
  </message>
  <message>
   <source>{}: rest, up to {} s.</source>
   <translation>{}: Pause, bis zu {} s.</translation>
  </message>
  <message>
   <source>{}: single samples far from their neighbours.</source>
   <translation>{}: einzelne Messwerte weit von ihren Nachbarn.</translation>
  </message>
  <message>
   <source>{}: stand still before the first hop or after the last</source>
   <translation>{}: vor dem ersten Hop oder nach dem letzten ruhig stehen</translation>
  </message>
  <message>
   <source>{}: stand still for two seconds after the landing</source>
   <translation>{}: nach der Landung zwei Sekunden ruhig stehen</translation>
  </message>
  <message>
   <source>{}: the calibration cannot be read ({}).</source>
   <translation>{}: Die Kalibrierung ist nicht lesbar ({}).</translation>
  </message>
  <message>
   <source>{}: the calibration {} gives {}, and this device measures {}. Left and right could be swapped, so nothing is shown.</source>
   <translation>{}: Die Kalibrierung {} liefert {}, und dieses Gerät misst {}. Links und rechts könnten vertauscht sein, darum wird nichts gezeigt.</translation>
  </message>
  <message>
   <source>{}: the calibration {} has {} channels, the device {}. Its forces would be wrong. Give the calibration of this device.</source>
   <translation>{}: Die Kalibrierung {} hat {} Kanäle, das Gerät {}. Seine Kräfte wären falsch. Die Kalibrierung dieses Geräts angeben.</translation>
  </message>
  <message>
   <source>{}: the device refused it ({}). Choose its right kind.</source>
   <translation>{}: Das Gerät lehnte es ab ({}). Die richtige Art wählen.</translation>
  </message>
  <message>
   <source>{}: the device went away. Bring it near, then try again.</source>
   <translation>{}: Das Gerät verschwand. Näher bringen, dann erneut versuchen.</translation>
  </message>
  <message>
   <source>{}: the hold lasted at least this long</source>
   <translation>{}: Das Halten dauerte mindestens so lange</translation>
  </message>
  <message>
   <source>{}: the limits cannot be read ({}).</source>
   <translation>{}: Die Grenzen sind nicht lesbar ({}).</translation>
  </message>
  <message>
   <source>{}: the stream broke while it was being measured.</source>
   <translation>{}: Der Datenstrom brach ab, während er gemessen wurde.</translation>
  </message>
  <message>
   <source>{}: the stream has ended.</source>
   <translation>{}: Der Datenstrom ist zu Ende.</translation>
  </message>
  <message>
   <source>{}: these limits cannot be used: {}.</source>
   <translation>{}: Diese Grenzen sind nicht verwendbar: {}.</translation>
  </message>
  <message>
   <source>{}: this device does not number its samples</source>
   <translation>{}: Dieses Gerät nummeriert seine Messwerte nicht</translation>
  </message>
  <message>
   <source>{}: this is no TOML file: {}.</source>
   <translation>{}: Dies ist keine TOML-Datei: {}.</translation>
  </message>
  <message>
   <source>{}: this is not UTF-8 text (byte {}).</source>
   <translation>{}: Dies ist kein UTF-8-Text (Byte {}).</translation>
  </message>
  <message>
   <source>{}: this is not a calibration record: {}.</source>
   <translation>{}: Dies ist kein Kalibrierdatensatz: {}.</translation>
  </message>
  <message>
   <source>{}: this is of the part before</source>
   <translation>{}: Dies gilt für den Teil davor</translation>
  </message>
  <message>
   <source>{}: {} Nothing was changed.</source>
   <translation>{}: {} Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>{}: {} Until it is mended the usual value applies.</source>
   <translation>{}: {} Bis es berichtigt ist, gilt der übliche Wert.</translation>
  </message>
  <message>
   <source>{}: {} of {} repetitions not usable</source>
   <translation>{}: {} von {} Wiederholungen nicht brauchbar</translation>
  </message>
  <message>
   <source>{}: {} of {} tests</source>
   <translation>{}: {} von {} Tests</translation>
  </message>
  <message>
   <source>{}: {} points {}</source>
   <translation>{}: {} Punkte {}</translation>
  </message>
  <message>
   <source>{}: {} times that of the beginning</source>
   <translation>{}: das {}-Fache des Anfangs</translation>
  </message>
  <message>
   <source>{}: {}. The centre of pressure would be wrong.</source>
   <translation>{}: {}. Das Druckzentrum wäre falsch.</translation>
  </message>
  <message>
   <source>{}: ± {} % between left and right is assumed for it</source>
   <translation>{}: Dafür werden ± {} % zwischen links und rechts angenommen</translation>
  </message>
  <message>
   <source>{}; heights by impulse can be wrong by {} cm</source>
   <translation>{}; Höhen aus dem Impuls können um {} cm falsch sein</translation>
  </message>
  <message>
   <source>{}; limited: {}</source>
   <translation>{}; eingeschränkt: {}</translation>
  </message>
  <message>
   <source>{}one of: {}</source>
   <translation>{}eines von: {}</translation>
  </message>
  <message>
   <source>{}the path begins in {} s.</source>
   <translation>{}der Pfad beginnt in {} s.</translation>
  </message>
  <message>
   <source>{}{} with {} on it</source>
   <translation>{}{} mit {} darauf</translation>
  </message>
  <message>
   <source>{}{}: recording stopped at {} s and was saved. {}, then repeat the trial.</source>
   <translation>{}{}: Die Aufnahme endete bei {} s und wurde gespeichert. {}, dann den Durchgang wiederholen.</translation>
  </message>
  <message>
   <source>|mean F of a repetition - W|</source>
   <translation>|mittleres F einer Wiederholung - W|</translation>
  </message>
  <message>
   <source>“{}” is what the station notes by itself. Choose what happened.</source>
   <translation>„{}“ vermerkt die Station von selbst. Wählen, was geschah.</translation>
  </message>
 </context>
 <context>
  <name>files</name>
  <message>
   <source>168 in all; until the proper form was broken. A symposium, not a journal.</source>
   <translation>Insgesamt 168; bis die korrekte Haltung verloren ging. Ein Symposium, keine Zeitschrift.</translation>
  </message>
  <message>
   <source>29 women, mean age 73.6 years, two trials (MDC95)</source>
   <translation>29 Frauen, mittleres Alter 73,6 Jahre, zwei Durchgänge (MDC95)</translation>
  </message>
  <message>
   <source>45-55 % of own maximum</source>
   <translation>45–55 % des eigenen Maximums</translation>
  </message>
  <message>
   <source>70 to 80 % of body weight on one foot</source>
   <translation>70 bis 80 % des Körpergewichts auf einem Fuß</translation>
  </message>
  <message>
   <source>82 players in all; the position, the place of the device and the ages were not found in what could be read.</source>
   <translation>Insgesamt 82 Spieler; Position, Ort des Geräts und Alter waren dem Lesbaren nicht zu entnehmen.</translation>
  </message>
  <message>
   <source>85-115 % of the first 5 s</source>
   <translation>85–115 % der ersten 5 s</translation>
  </message>
  <message>
   <source>90-100 % of own best</source>
   <translation>90–100 % des eigenen Bestwerts</translation>
  </message>
  <message>
   <source>A battery dies in the middle of a push</source>
   <translation>Ein Akku geht mitten im Versuch aus</translation>
  </message>
  <message>
   <source>A box of 10 to 20 cm on one plate, the other plate beside it; both are zeroed with the box in its place. Stand on the box on the leg to be tested, the other foot in the air over its plate, hands on the hips; somebody stands by. For the other leg move the box to the other plate and zero again.</source>
   <translation>Eine 10 bis 20 cm hohe Box auf einer Platte, die andere Platte daneben; beide werden mit der Box an ihrem Platz genullt. Stand auf der Box auf dem zu testenden Bein, der andere Fuß in der Luft über seiner Platte, Hände an den Hüften; jemand steht daneben. Für das andere Bein die Box auf die andere Platte stellen und neu nullen.</translation>
  </message>
  <message>
   <source>A drop from a box and a jump at once: time on the ground, height, reactive strength, and what each leg takes up.</source>
   <translation>Fall von einer Box und sofortiger Sprung: Bodenkontaktzeit, Höhe, Reaktivkraft und was jedes Bein auffängt.</translation>
  </message>
  <message>
   <source>A little less</source>
   <translation>Etwas weniger</translation>
  </message>
  <message>
   <source>A little more</source>
   <translation>Etwas mehr</translation>
  </message>
  <message>
   <source>A meta-analysis of 13 papers.</source>
   <translation>Eine Metaanalyse von 13 Arbeiten.</translation>
  </message>
  <message>
   <source>A meta-analysis of 22 studies with 3484 people; most stop the clock at 30 s.</source>
   <translation>Eine Metaanalyse von 22 Studien mit 3484 Personen; die meisten stoppen die Uhr bei 30 s.</translation>
  </message>
  <message>
   <source>Adductor squeeze, men who play field hockey</source>
   <translation>Adduktoren-Squeeze, Männer im Feldhockey</translation>
  </message>
  <message>
   <source>All out!</source>
   <translation>Alles geben!</translation>
  </message>
  <message>
   <source>All the way up</source>
   <translation>Ganz nach oben</translation>
  </message>
  <message>
   <source>All the way up, all the way down, until I say stop; then stand still.</source>
   <translation>Ganz hoch, ganz runter, bis ich Stopp sage; dann ruhig stehen.</translation>
  </message>
  <message>
   <source>All the way up, all the way down.</source>
   <translation>Ganz hoch, ganz runter.</translation>
  </message>
  <message>
   <source>Arms crossed</source>
   <translation>Arme verschränkt</translation>
  </message>
  <message>
   <source>As high as you can</source>
   <translation>So hoch wie möglich</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Back flat</source>
   <translation>Rücken flach</translation>
  </message>
  <message>
   <source>Back pain first visit</source>
   <translation>Rückenschmerz, erster Termin</translation>
  </message>
  <message>
   <source>Back still</source>
   <translation>Rücken ruhig</translation>
  </message>
  <message>
   <source>Back straight</source>
   <translation>Rücken gerade</translation>
  </message>
  <message>
   <source>Balance</source>
   <translation>Gleichgewicht</translation>
  </message>
  <message>
   <source>Barefoot, one foot on the middle of each plate, the plates side by side with their middles 42 cm apart, arms hanging, eyes closed from the countdown on; somebody stands by.</source>
   <translation>Barfuß, je ein Fuß auf der Mitte jeder Platte, die Platten nebeneinander mit 42 cm Abstand der Mitten, Arme hängen, Augen ab dem Countdown geschlossen; jemand steht daneben.</translation>
  </message>
  <message>
   <source>Barefoot, one foot on the middle of each plate, the plates side by side with their middles 42 cm apart, arms hanging, eyes on a mark at eye height, 2 to 3 m away.</source>
   <translation>Barfuß, je ein Fuß auf der Mitte jeder Platte, die Platten nebeneinander mit 42 cm Abstand der Mitten, Arme hängen, Blick auf eine Marke in Augenhöhe in 2 bis 3 m Entfernung.</translation>
  </message>
  <message>
   <source>Barefoot, one foot on the middle of each plate, then one foot lifted clear of its plate, hands on the hips; somebody stands by.</source>
   <translation>Barfuß, je ein Fuß auf der Mitte jeder Platte, dann ein Fuß von seiner Platte abgehoben, Hände an den Hüften; jemand steht daneben.</translation>
  </message>
  <message>
   <source>Before somebody goes back to sport: jumps and hops on both legs and on one, strength of thighs and hips, and balance on one leg.</source>
   <translation>Vor der Rückkehr in den Sport: Sprünge und Hops beidbeinig und einbeinig, Kraft von Oberschenkeln und Hüften, Gleichgewicht auf einem Bein.</translation>
  </message>
  <message>
   <source>Belly tight</source>
   <translation>Bauch anspannen</translation>
  </message>
  <message>
   <source>Bend up sideways into the strap as hard as you can!</source>
   <translation>Beugen Sie sich seitlich nach oben in den Gurt, so kräftig Sie können!</translation>
  </message>
  <message>
   <source>Bend up!</source>
   <translation>Hoch zur Seite!</translation>
  </message>
  <message>
   <source>Biering-Sorensen hold</source>
   <translation>Biering-Sørensen-Halten</translation>
  </message>
  <message>
   <source>Bird dog hold, left leg</source>
   <translation>Bird Dog halten, linkes Bein</translation>
  </message>
  <message>
   <source>Bird dog hold, right leg</source>
   <translation>Bird Dog halten, rechtes Bein</translation>
  </message>
  <message>
   <source>Bird dogs in turn</source>
   <translation>Bird Dogs im Wechsel</translation>
  </message>
  <message>
   <source>Both feet stay down; hold the band, then come back to the middle.</source>
   <translation>Beide Füße bleiben stehen; im Band halten, dann zurück zur Mitte.</translation>
  </message>
  <message>
   <source>Both hips in every direction with the dynamometers, grouped so that the client turns over as seldom as possible.</source>
   <translation>Beide Hüften in allen Richtungen mit den Dynamometern, so gruppiert, dass möglichst selten umgelagert wird.</translation>
  </message>
  <message>
   <source>Both sides do the same within what people vary; no asymmetry should be claimed.</source>
   <translation>Beide Seiten leisten dasselbe innerhalb der üblichen Schwankung; eine Asymmetrie darf nicht behauptet werden.</translation>
  </message>
  <message>
   <source>Box lift</source>
   <translation>Box heben</translation>
  </message>
  <message>
   <source>Breathe</source>
   <translation>Atmen</translation>
  </message>
  <message>
   <source>Breathe calmly</source>
   <translation>Ruhig atmen</translation>
  </message>
  <message>
   <source>Cannot stand still</source>
   <translation>Kann nicht ruhig stehen</translation>
  </message>
  <message>
   <source>Chair on the floor behind the plates, one foot on each plate, arms crossed on the chest.</source>
   <translation>Stuhl auf dem Boden hinter den Platten, je ein Fuß auf jeder Platte, Arme vor der Brust verschränkt.</translation>
  </message>
  <message>
   <source>Chest up</source>
   <translation>Brust hoch</translation>
  </message>
  <message>
   <source>Chest up!</source>
   <translation>Brust hoch!</translation>
  </message>
  <message>
   <source>Chin in</source>
   <translation>Kinn zurück</translation>
  </message>
  <message>
   <source>Clamshell hold, left</source>
   <translation>Clamshell halten, links</translation>
  </message>
  <message>
   <source>Clamshell hold, right</source>
   <translation>Clamshell halten, rechts</translation>
  </message>
  <message>
   <source>Clamshell strength</source>
   <translation>Clamshell-Kraft</translation>
  </message>
  <message>
   <source>Clamshells, left</source>
   <translation>Clamshells, links</translation>
  </message>
  <message>
   <source>Clamshells, right</source>
   <translation>Clamshells, rechts</translation>
  </message>
  <message>
   <source>Clearly weaker on the left, and the cables are the wrong way round: stepping on with the left foot first tells.</source>
   <translation>Links deutlich schwächer, und die Kabel sind vertauscht: Das Aufsteigen mit dem linken Fuß zuerst verrät es.</translation>
  </message>
  <message>
   <source>Close slowly</source>
   <translation>Langsam schließen</translation>
  </message>
  <message>
   <source>Close to the box</source>
   <translation>Nah an die Box</translation>
  </message>
  <message>
   <source>Come out from under the bar and breathe; the next push comes in a minute.</source>
   <translation>Kommen Sie unter der Stange hervor und atmen Sie; der nächste Versuch folgt in einer Minute.</translation>
  </message>
  <message>
   <source>Control of the hip abductors: the force follows a path of 10 to 35 % of the own maximum, left and right; how near, how steadily and how late.</source>
   <translation>Kontrolle der Hüftabduktoren: Die Kraft folgt einem Pfad von 10 bis 35 % des eigenen Maximums, links und rechts; wie nah, wie gleichmäßig und wie verzögert.</translation>
  </message>
  <message>
   <source>Core and hip endurance</source>
   <translation>Rumpf- und Hüftausdauer</translation>
  </message>
  <message>
   <source>Core strength</source>
   <translation>Rumpfkraft</translation>
  </message>
  <message>
   <source>Countermovement jump</source>
   <translation>Countermovement Jump</translation>
  </message>
  <message>
   <source>Curl up into the strap as hard as you can!</source>
   <translation>Rollen Sie sich nach oben in den Gurt, so kräftig Sie können!</translation>
  </message>
  <message>
   <source>Curl up!</source>
   <translation>Hochrollen!</translation>
  </message>
  <message>
   <source>Dead bug hold, left leg</source>
   <translation>Dead Bug halten, linkes Bein</translation>
  </message>
  <message>
   <source>Dead bug hold, right leg</source>
   <translation>Dead Bug halten, rechtes Bein</translation>
  </message>
  <message>
   <source>Dead bugs in turn</source>
   <translation>Dead Bugs im Wechsel</translation>
  </message>
  <message>
   <source>Dip and jump as high as you can!</source>
   <translation>Schwung holen und so hoch springen, wie Sie können!</translation>
  </message>
  <message>
   <source>Do not roll</source>
   <translation>Nicht rollen</translation>
  </message>
  <message>
   <source>Do not touch the bench for a moment.</source>
   <translation>Bitte berühren Sie die Bank einen Moment lang nicht.</translation>
  </message>
  <message>
   <source>Down</source>
   <translation>Ab</translation>
  </message>
  <message>
   <source>Down slowly</source>
   <translation>Langsam ab</translation>
  </message>
  <message>
   <source>Drop jump</source>
   <translation>Drop Jump</translation>
  </message>
  <message>
   <source>Eight bird dogs, left and right leg in turn, to a beat: how much load goes to the other knee, and how even they are.</source>
   <translation>Acht Bird Dogs, linkes und rechtes Bein im Wechsel, im Takt: wie viel Last auf das andere Knie geht und wie gleichmäßig sie sind.</translation>
  </message>
  <message>
   <source>Eight bridges: up in one second, hold, down in one second, rest one second.</source>
   <translation>Acht Brücken: in einer Sekunde hoch, halten, in einer Sekunde ab, eine Sekunde Pause.</translation>
  </message>
  <message>
   <source>Eight dead bugs, left and right leg in turn, to a beat: how far the load moves with each leg, and how even they are.</source>
   <translation>Acht Dead Bugs, linkes und rechtes Bein im Wechsel, im Takt: wie weit die Last mit jedem Bein wandert und wie gleichmäßig sie sind.</translation>
  </message>
  <message>
   <source>Eight double-leg bridges to a beat: how long the hips go up, stay up and come down, and how the load is shared at the top.</source>
   <translation>Acht beidbeinige Brücken im Takt: wie lange die Hüften hochgehen, oben bleiben und absinken und wie die Last oben verteilt ist.</translation>
  </message>
  <message>
   <source>Eight leg lifts in a plank on the forearms, left and right in turn: how even they are, and how the load drifts between them.</source>
   <translation>Acht Beinheber im Unterarmstütz, links und rechts im Wechsel: wie gleichmäßig sie sind und wie die Last dazwischen wandert.</translation>
  </message>
  <message>
   <source>Eighty-one years: slow to rise, unsteady on both feet, weaker on the right; eight stands in thirty seconds.</source>
   <translation>Einundachtzig Jahre: steht langsam auf, unsicher auf beiden Füßen, rechts schwächer; achtmal Aufstehen in dreißig Sekunden.</translation>
  </message>
  <message>
   <source>Endurance and load share of a double-leg bridge: how long, how evenly and how steadily the hips stay up.</source>
   <translation>Ausdauer und Lastverteilung der beidbeinigen Brücke: wie lange, wie gleichmäßig und wie ruhig die Hüften oben bleiben.</translation>
  </message>
  <message>
   <source>Endurance of the back extensors: how long the unsupported trunk is kept level, and how the load moves along the bench.</source>
   <translation>Ausdauer der Rückenstrecker: wie lange der freie Rumpf waagerecht gehalten wird und wie die Last entlang der Bank wandert.</translation>
  </message>
  <message>
   <source>Endurance of the hip abductors: 24 all-out pushes of 7 s with 3 s of rest; what is left at the end can be kept up.</source>
   <translation>Ausdauer der Hüftabduktoren: 24 maximale Anspannungen von 7 s mit 3 s Pause; was am Ende bleibt, lässt sich dauerhaft halten.</translation>
  </message>
  <message>
   <source>Endurance of the left gluteals in a bridge on one leg: how long, how steadily, and how much the load sinks.</source>
   <translation>Ausdauer der linken Gesäßmuskeln in der einbeinigen Brücke: wie lange, wie ruhig und wie weit die Last absinkt.</translation>
  </message>
  <message>
   <source>Endurance of the left hip rotators and abductors in the clamshell position: how long a steady push is kept up.</source>
   <translation>Ausdauer der linken Hüftrotatoren und -abduktoren in der Clamshell-Position: wie lange ein gleichmäßiger Druck gehalten wird.</translation>
  </message>
  <message>
   <source>Endurance of the left side of the trunk on one forearm: how long, how steadily, and when the load begins to slip to the feet.</source>
   <translation>Ausdauer der linken Rumpfseite auf einem Unterarm: wie lange, wie ruhig und wann die Last zu den Füßen abzugleiten beginnt.</translation>
  </message>
  <message>
   <source>Endurance of the right gluteals in a bridge on one leg: how long, how steadily, and how much the load sinks.</source>
   <translation>Ausdauer der rechten Gesäßmuskeln in der einbeinigen Brücke: wie lange, wie ruhig und wie weit die Last absinkt.</translation>
  </message>
  <message>
   <source>Endurance of the right hip rotators and abductors in the clamshell position: how long a steady push is kept up.</source>
   <translation>Ausdauer der rechten Hüftrotatoren und -abduktoren in der Clamshell-Position: wie lange ein gleichmäßiger Druck gehalten wird.</translation>
  </message>
  <message>
   <source>Endurance of the right side of the trunk on one forearm: how long, how steadily, and when the load begins to slip to the feet.</source>
   <translation>Ausdauer der rechten Rumpfseite auf einem Unterarm: wie lange, wie ruhig und wann die Last zu den Füßen abzugleiten beginnt.</translation>
  </message>
  <message>
   <source>Endurance of the trunk flexors: how long the trunk stays at 60 degrees without its support, and how the load moves between seat and feet.</source>
   <translation>Ausdauer der Rumpfbeuger: wie lange der Rumpf ohne Stütze bei 60 Grad bleibt und wie die Last zwischen Sitz und Füßen wandert.</translation>
  </message>
  <message>
   <source>Endurance of the trunk on the forearms: how long, how evenly and how steadily, and when the form is lost.</source>
   <translation>Ausdauer des Rumpfes auf den Unterarmen: wie lange, wie gleichmäßig und wie ruhig und wann die Haltung verloren geht.</translation>
  </message>
  <message>
   <source>Endurance of the trunk with straight arms: how long, how evenly and how steadily, and when the form is lost.</source>
   <translation>Ausdauer des Rumpfes mit gestreckten Armen: wie lange, wie gleichmäßig und wie ruhig und wann die Haltung verloren geht.</translation>
  </message>
  <message>
   <source>Endurance of the trunk: flexors, extensors and both sides, each once as long as possible, with ten minutes of rest between, for the ratios of the four.</source>
   <translation>Ausdauer des Rumpfes: Beuger, Strecker und beide Seiten, je einmal so lange wie möglich, mit zehn Minuten Pause dazwischen, für die Verhältnisse der vier.</translation>
  </message>
  <message>
   <source>Even on both feet</source>
   <translation>Gleich auf beiden Füßen</translation>
  </message>
  <message>
   <source>Every push as hard as you can</source>
   <translation>Jedes Mal so kräftig wie möglich</translation>
  </message>
  <message>
   <source>Face down, flat, pelvis and legs strapped, arms along the body, one dynamometer between the shoulder blades, strap around the bench (make test).</source>
   <translation>Bauchlage, flach, Becken und Beine angegurtet, Arme am Körper, ein Dynamometer zwischen den Schulterblättern, Gurt um die Bank (Make-Test).</translation>
  </message>
  <message>
   <source>Face down, knee of the leg to be tested bent to 90 degrees, dynamometer on the back of the thigh just above the knee, strap over it (make test).</source>
   <translation>Bauchlage, Knie des zu testenden Beins 90 Grad gebeugt, Dynamometer hinten am Oberschenkel knapp über dem Knie, Gurt darüber (Make-Test).</translation>
  </message>
  <message>
   <source>Face down, knees together, knee of the leg to be tested bent to 90 degrees, pelvis strapped down, dynamometer on the inside of the shin just above the ankle, strap fixed (make test).</source>
   <translation>Bauchlage, Knie zusammen, Knie des zu testenden Beins 90 Grad gebeugt, Becken angegurtet, Dynamometer innen am Unterschenkel knapp über dem Knöchel, Gurt fixiert (Make-Test).</translation>
  </message>
  <message>
   <source>Face down, knees together, knee of the leg to be tested bent to 90 degrees, pelvis strapped down, dynamometer on the outside of the shin just above the ankle, strap fixed (make test).</source>
   <translation>Bauchlage, Knie zusammen, Knie des zu testenden Beins 90 Grad gebeugt, Becken angegurtet, Dynamometer außen am Unterschenkel knapp über dem Knöchel, Gurt fixiert (Make-Test).</translation>
  </message>
  <message>
   <source>Face down, one forearm on each plate, elbows under the shoulders, knees on the floor a hip apart, feet up.</source>
   <translation>Bauchlage, je ein Unterarm auf jeder Platte, Ellbogen unter den Schultern, Knie hüftbreit am Boden, Füße oben.</translation>
  </message>
  <message>
   <source>Face down, one forearm on each plate, elbows under the shoulders, toes on the floor, feet a hip apart.</source>
   <translation>Bauchlage, je ein Unterarm auf jeder Platte, Ellbogen unter den Schultern, Zehen am Boden, Füße hüftbreit.</translation>
  </message>
  <message>
   <source>Face down, one hand on each plate under its shoulder, arms straight, toes on the floor, feet a hip apart.</source>
   <translation>Bauchlage, je eine Hand auf jeder Platte unter der Schulter, Arme gestreckt, Zehen am Boden, Füße hüftbreit.</translation>
  </message>
  <message>
   <source>Face down, one hand on each plate under its shoulder, arms straight, toes on the floor, feet wider than the hips.</source>
   <translation>Bauchlage, je eine Hand auf jeder Platte unter der Schulter, Arme gestreckt, Zehen am Boden, Füße weiter als hüftbreit.</translation>
  </message>
  <message>
   <source>Face down, pelvis strapped down, knee of the leg to be tested bent to 90 degrees, dynamometer on the back of the shin just above the ankle, strap fixed (make test).</source>
   <translation>Bauchlage, Becken angegurtet, Knie des zu testenden Beins 90 Grad gebeugt, Dynamometer hinten am Unterschenkel knapp über dem Knöchel, Gurt fixiert (Make-Test).</translation>
  </message>
  <message>
   <source>Feet together</source>
   <translation>Füße zusammen</translation>
  </message>
  <message>
   <source>Five hinges at the hips with a straight back and a pause at the bottom: tempo, depth and how the load is shared in each phase.</source>
   <translation>Fünf Hüftbeugen mit geradem Rücken und Pause unten: Tempo, Tiefe und Lastverteilung in jeder Phase.</translation>
  </message>
  <message>
   <source>Five hinges: hips back, a short stop at the bottom, and up again.</source>
   <translation>Fünf Hüftbeugen: Hüfte zurück, unten kurz anhalten und wieder hoch.</translation>
  </message>
  <message>
   <source>Five rises from a chair as fast as possible: time from the first sign to the fifth standing, forces, and how the load is shared.</source>
   <translation>Fünfmal so schnell wie möglich vom Stuhl aufstehen: Zeit vom ersten Zeichen bis zum fünften Stand, Kräfte und Lastverteilung.</translation>
  </message>
  <message>
   <source>Five rises from a chair, from 60 years on</source>
   <translation>Fünfmal vom Stuhl aufstehen, ab 60 Jahren</translation>
  </message>
  <message>
   <source>Five squats to a beat: tempo, depth and power, and how the load is shared on the way down, at the turn and on the way up.</source>
   <translation>Fünf Kniebeugen im Takt: Tempo, Tiefe und Leistung und die Lastverteilung abwärts, im Umkehrpunkt und aufwärts.</translation>
  </message>
  <message>
   <source>Five squats: two seconds down, one second up, one second standing.</source>
   <translation>Fünf Kniebeugen: zwei Sekunden ab, eine Sekunde auf, eine Sekunde stehen.</translation>
  </message>
  <message>
   <source>Five step-downs on one leg from a low box: how the leg brakes and raises the body, and how much of the weight the tapping foot takes over.</source>
   <translation>Fünf Step-downs auf einem Bein von einer niedrigen Box: wie das Bein den Körper bremst und hebt und wie viel Gewicht der tippende Fuß übernimmt.</translation>
  </message>
  <message>
   <source>Five step-downs: down in one and a half, tap lightly with the heel, up, stand still.</source>
   <translation>Fünf Step-downs: in anderthalb Sekunden ab, mit der Ferse leicht antippen, hoch, ruhig stehen.</translation>
  </message>
  <message>
   <source>Foot in, push!</source>
   <translation>Fuß nach innen, drücken!</translation>
  </message>
  <message>
   <source>Foot out, push!</source>
   <translation>Fuß nach außen, drücken!</translation>
  </message>
  <message>
   <source>For a third of a second the right side carries nothing; the curve shows it, nothing is smoothed away.</source>
   <translation>Eine Drittelsekunde lang trägt die rechte Seite nichts; die Kurve zeigt es, nichts wird weggeglättet.</translation>
  </message>
  <message>
   <source>Frail, rises from a chair with effort</source>
   <translation>Gebrechlich, steht mit Mühe vom Stuhl auf</translation>
  </message>
  <message>
   <source>From the greater trochanter to the middle of the pad above the ankle.</source>
   <translation>Vom Trochanter major bis zur Mitte des Polsters über dem Knöchel.</translation>
  </message>
  <message>
   <source>From the greater trochanter to the middle of the pad above the knee.</source>
   <translation>Vom Trochanter major bis zur Mitte des Polsters über dem Knie.</translation>
  </message>
  <message>
   <source>From the greater trochanter to the middle of the pad between the shoulder blades.</source>
   <translation>Vom Trochanter major bis zur Mitte des Polsters zwischen den Schulterblättern.</translation>
  </message>
  <message>
   <source>From the greater trochanter to the middle of the pad on the breastbone.</source>
   <translation>Vom Trochanter major bis zur Mitte des Polsters auf dem Brustbein.</translation>
  </message>
  <message>
   <source>From the middle of the kneecap to the middle of the pad above the ankle.</source>
   <translation>Von der Mitte der Kniescheibe bis zur Mitte des Polsters über dem Knöchel.</translation>
  </message>
  <message>
   <source>From the outer gap of the knee joint to the middle of the pad above the ankle.</source>
   <translation>Vom äußeren Kniegelenkspalt bis zur Mitte des Polsters über dem Knöchel.</translation>
  </message>
  <message>
   <source>From the top of the hip bone to the middle of the pad at mid-trunk.</source>
   <translation>Vom Oberrand des Beckenkamms bis zur Mitte des Polsters in Rumpfmitte.</translation>
  </message>
  <message>
   <source>Glute and core re-test</source>
   <translation>Gesäß und Rumpf, Wiederholung</translation>
  </message>
  <message>
   <source>Glute bridge hold</source>
   <translation>Brücke halten</translation>
  </message>
  <message>
   <source>Glute bridges</source>
   <translation>Brücken</translation>
  </message>
  <message>
   <source>Go under the bar, take up the slack without pushing, and wait for the signal.</source>
   <translation>Gehen Sie unter die Stange, nehmen Sie das Spiel heraus, ohne zu drücken, und warten Sie auf das Signal.</translation>
  </message>
  <message>
   <source>Hands on the hips</source>
   <translation>Hände an die Hüften</translation>
  </message>
  <message>
   <source>Healthy, but does not stand still while being weighed: the scale waits and says what helps.</source>
   <translation>Gesund, steht aber beim Wiegen nicht ruhig: Die Waage wartet und sagt, was hilft.</translation>
  </message>
  <message>
   <source>Heel in, pull!</source>
   <translation>Ferse ran, ziehen!</translation>
  </message>
  <message>
   <source>High</source>
   <translation>Hoch</translation>
  </message>
  <message>
   <source>Hip abduction, critical force</source>
   <translation>Hüftabduktion, kritische Kraft</translation>
  </message>
  <message>
   <source>Hip abduction, follow the path</source>
   <translation>Hüftabduktion, dem Pfad folgen</translation>
  </message>
  <message>
   <source>Hip abduction, men who play field hockey</source>
   <translation>Hüftabduktion, Männer im Feldhockey</translation>
  </message>
  <message>
   <source>Hip abduction, side-lying</source>
   <translation>Hüftabduktion, Seitlage</translation>
  </message>
  <message>
   <source>Hip abduction, supine</source>
   <translation>Hüftabduktion, Rückenlage</translation>
  </message>
  <message>
   <source>Hip abduction, women of 20 to 29 years</source>
   <translation>Hüftabduktion, Frauen von 20 bis 29 Jahren</translation>
  </message>
  <message>
   <source>Hip abduction, women who play soccer</source>
   <translation>Hüftabduktion, Fußballerinnen</translation>
  </message>
  <message>
   <source>Hip adduction at 0, 45 and 90 degrees, men's football</source>
   <translation>Hüftadduktion bei 0, 45 und 90 Grad, Männerfußball</translation>
  </message>
  <message>
   <source>Hip adduction, men who play field hockey</source>
   <translation>Hüftadduktion, Männer im Feldhockey</translation>
  </message>
  <message>
   <source>Hip adduction, squeeze</source>
   <translation>Hüftadduktion, Squeeze</translation>
  </message>
  <message>
   <source>Hip adduction, supine</source>
   <translation>Hüftadduktion, Rückenlage</translation>
  </message>
  <message>
   <source>Hip adduction, women of 20 to 29 years</source>
   <translation>Hüftadduktion, Frauen von 20 bis 29 Jahren</translation>
  </message>
  <message>
   <source>Hip adduction, women who play soccer</source>
   <translation>Hüftadduktion, Fußballerinnen</translation>
  </message>
  <message>
   <source>Hip extension, prone</source>
   <translation>Hüftextension, Bauchlage</translation>
  </message>
  <message>
   <source>Hip extension, women of 20 to 29 years</source>
   <translation>Hüftextension, Frauen von 20 bis 29 Jahren</translation>
  </message>
  <message>
   <source>Hip external rotation, prone</source>
   <translation>Hüftaußenrotation, Bauchlage</translation>
  </message>
  <message>
   <source>Hip external rotation, women of 20 to 29 years</source>
   <translation>Hüftaußenrotation, Frauen von 20 bis 29 Jahren</translation>
  </message>
  <message>
   <source>Hip flexion, men who play football</source>
   <translation>Hüftflexion, Fußballer</translation>
  </message>
  <message>
   <source>Hip flexion, seated</source>
   <translation>Hüftflexion, sitzend</translation>
  </message>
  <message>
   <source>Hip flexion, women of 20 to 29 years</source>
   <translation>Hüftflexion, Frauen von 20 bis 29 Jahren</translation>
  </message>
  <message>
   <source>Hip hinge</source>
   <translation>Hüftbeuge (Hip Hinge)</translation>
  </message>
  <message>
   <source>Hip internal rotation, prone</source>
   <translation>Hüftinnenrotation, Bauchlage</translation>
  </message>
  <message>
   <source>Hip internal rotation, women of 20 to 29 years</source>
   <translation>Hüftinnenrotation, Frauen von 20 bis 29 Jahren</translation>
  </message>
  <message>
   <source>Hip strength</source>
   <translation>Hüftkraft</translation>
  </message>
  <message>
   <source>Hips back</source>
   <translation>Hüfte zurück</translation>
  </message>
  <message>
   <source>Hips down</source>
   <translation>Hüfte runter</translation>
  </message>
  <message>
   <source>Hips forward</source>
   <translation>Hüfte vor</translation>
  </message>
  <message>
   <source>Hips in line</source>
   <translation>Hüfte in einer Linie</translation>
  </message>
  <message>
   <source>Hips level</source>
   <translation>Hüfte waagerecht</translation>
  </message>
  <message>
   <source>Hips still</source>
   <translation>Hüfte ruhig</translation>
  </message>
  <message>
   <source>Hips up</source>
   <translation>Hüfte hoch</translation>
  </message>
  <message>
   <source>Hold</source>
   <translation>Halten</translation>
  </message>
  <message>
   <source>Hold the dynamometer in the hand, nothing touching its pads, then zero it.</source>
   <translation>Das Dynamometer in der Hand halten, nichts berührt die Polster, dann nullen.</translation>
  </message>
  <message>
   <source>Hold the hips level and keep breathing.</source>
   <translation>Halten Sie die Hüfte waagerecht und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Hold the trunk where it is; the wedge goes away now.</source>
   <translation>Halten Sie den Rumpf, wo er ist; der Keil kommt jetzt weg.</translation>
  </message>
  <message>
   <source>Hop on the spot: as high as you can, with as short a contact as you can!</source>
   <translation>Hüpfen Sie auf der Stelle: so hoch wie möglich, mit so kurzem Bodenkontakt wie möglich!</translation>
  </message>
  <message>
   <source>Hop set</source>
   <translation>Hop-Serie</translation>
  </message>
  <message>
   <source>Hops on the spot with short contacts: reactive strength, its best and its fading, and what each leg contributes.</source>
   <translation>Hops auf der Stelle mit kurzen Kontakten: Reaktivkraft, ihr Bestwert, ihr Nachlassen und was jedes Bein beiträgt.</translation>
  </message>
  <message>
   <source>How long the left leg and the right arm are held low while the back stays down, and how steadily the load lies.</source>
   <translation>Wie lange linkes Bein und rechter Arm tief gehalten werden, während der Rücken liegen bleibt, und wie ruhig die Last liegt.</translation>
  </message>
  <message>
   <source>How long the left leg and the right arm are held out, how the load goes to the other knee, and how steadily it stays there.</source>
   <translation>Wie lange linkes Bein und rechter Arm ausgestreckt gehalten werden, wie die Last auf das andere Knie geht und wie ruhig sie dort bleibt.</translation>
  </message>
  <message>
   <source>How long the right leg and the left arm are held low while the back stays down, and how steadily the load lies.</source>
   <translation>Wie lange rechtes Bein und linker Arm tief gehalten werden, während der Rücken liegen bleibt, und wie ruhig die Last liegt.</translation>
  </message>
  <message>
   <source>How long the right leg and the left arm are held out, how the load goes to the other knee, and how steadily it stays there.</source>
   <translation>Wie lange rechtes Bein und linker Arm ausgestreckt gehalten werden, wie die Last auf das andere Knie geht und wie ruhig sie dort bleibt.</translation>
  </message>
  <message>
   <source>How many rises from a chair in 30 seconds; one that is more than half way up at the end counts. Forces and load share.</source>
   <translation>Wie oft in 30 Sekunden vom Stuhl aufgestanden wird; ein Aufstehen, das am Ende mehr als zur Hälfte geschafft ist, zählt. Kräfte und Lastverteilung.</translation>
  </message>
  <message>
   <source>Isometric mid-thigh pull</source>
   <translation>Isometric Mid-Thigh Pull</translation>
  </message>
  <message>
   <source>Isometric squat</source>
   <translation>Isometrische Kniebeuge</translation>
  </message>
  <message>
   <source>Keep bending up, do not roll, keep breathing.</source>
   <translation>Weiter zur Seite beugen, nicht rollen, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep both feet off the plates for a moment.</source>
   <translation>Bitte halten Sie beide Füße einen Moment von den Platten fern.</translation>
  </message>
  <message>
   <source>Keep both hips level and keep breathing.</source>
   <translation>Halten Sie beide Hüftseiten auf gleicher Höhe und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep both plates empty while they are zeroed.</source>
   <translation>Beide Platten leer lassen, solange sie genullt werden.</translation>
  </message>
  <message>
   <source>Keep breathing</source>
   <translation>Weiteratmen</translation>
  </message>
  <message>
   <source>Keep curling up, chin in, keep breathing. Pain in the back: let go and say so.</source>
   <translation>Weiter hochrollen, Kinn zurück, weiteratmen. Schmerzen im Rücken: loslassen und Bescheid sagen.</translation>
  </message>
  <message>
   <source>Keep hopping until told to stop.</source>
   <translation>Hüpfen Sie weiter, bis Sie das Stoppsignal hören.</translation>
  </message>
  <message>
   <source>Keep kicking out, stay seated, keep breathing.</source>
   <translation>Weiter strecken, sitzen bleiben, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep lifting, hip bones down, keep breathing.</source>
   <translation>Weiter heben, Beckenknochen unten lassen, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep lifting, look down, keep breathing. Pain in the back: let go and say so.</source>
   <translation>Weiter heben, nach unten schauen, weiteratmen. Schmerzen im Rücken: loslassen und Bescheid sagen.</translation>
  </message>
  <message>
   <source>Keep lifting, stay upright, keep breathing.</source>
   <translation>Weiter heben, aufrecht bleiben, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep looking at the mark and stand still.</source>
   <translation>Schauen Sie weiter auf die Marke und stehen Sie ruhig.</translation>
  </message>
  <message>
   <source>Keep plates and box apart; keep both plates empty while they are zeroed.</source>
   <translation>Platten und Box getrennt halten; beide Platten leer lassen, solange sie genullt werden.</translation>
  </message>
  <message>
   <source>Keep pressing in, thighs together, hip bones down, keep breathing.</source>
   <translation>Weiter nach innen drücken, Oberschenkel zusammen, Beckenknochen unten lassen, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep pressing out, thighs together, hip bones down, keep breathing.</source>
   <translation>Weiter nach außen drücken, Oberschenkel zusammen, Beckenknochen unten lassen, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep pulling</source>
   <translation>Weiterziehen</translation>
  </message>
  <message>
   <source>Keep pulling in, keep the knee straight, keep breathing.</source>
   <translation>Weiter nach innen ziehen, Knie gestreckt lassen, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep pulling, hip bones down, keep breathing. A cramp: let go and say so.</source>
   <translation>Weiterziehen, Beckenknochen unten lassen, weiteratmen. Bei einem Krampf: loslassen und Bescheid sagen.</translation>
  </message>
  <message>
   <source>Keep pulling, keep breathing.</source>
   <translation>Weiterziehen, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep pushing out, toes up, keep breathing.</source>
   <translation>Weiter nach außen drücken, Zehen nach oben, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep pushing, back upright, keep breathing. Pain in the back: stop and say so.</source>
   <translation>Weiterdrücken, Rücken aufrecht, weiteratmen. Schmerzen im Rücken: aufhören und Bescheid sagen.</translation>
  </message>
  <message>
   <source>Keep pushing, keep breathing.</source>
   <translation>Weiterdrücken, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep pushing, pelvis still, keep breathing.</source>
   <translation>Weiterdrücken, Becken ruhig, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep squeezing, keep breathing. Pain in the groin: let go and say so.</source>
   <translation>Weiter zusammendrücken, weiteratmen. Schmerzen in der Leiste: loslassen und Bescheid sagen.</translation>
  </message>
  <message>
   <source>Keep still and breathe quietly.</source>
   <translation>Bleiben Sie ruhig und atmen Sie gleichmäßig.</translation>
  </message>
  <message>
   <source>Keep the back flat and the load still, and keep breathing.</source>
   <translation>Halten Sie den Rücken flach und die Last ruhig und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep the beat; all the way up, all the way down.</source>
   <translation>Im Takt bleiben; ganz hoch, ganz runter.</translation>
  </message>
  <message>
   <source>Keep the beat; back flat, load still.</source>
   <translation>Im Takt bleiben; Rücken flach, Last ruhig.</translation>
  </message>
  <message>
   <source>Keep the beat; back still, pelvis level.</source>
   <translation>Im Takt bleiben; Rücken ruhig, Becken waagerecht.</translation>
  </message>
  <message>
   <source>Keep the beat; feet together, pelvis still.</source>
   <translation>Im Takt bleiben; Füße zusammen, Becken ruhig.</translation>
  </message>
  <message>
   <source>Keep the beat; stand still after the fifth.</source>
   <translation>Im Takt bleiben; nach dem fünften Mal ruhig stehen.</translation>
  </message>
  <message>
   <source>Keep the beat; tap, do not step; stand still after the fifth.</source>
   <translation>Im Takt bleiben; tippen, nicht auftreten; nach dem fünften Mal ruhig stehen.</translation>
  </message>
  <message>
   <source>Keep the foot up; if it touches down, lift it again.</source>
   <translation>Halten Sie den Fuß oben; wenn er aufsetzt, heben Sie ihn wieder.</translation>
  </message>
  <message>
   <source>Keep the hips in line and keep breathing.</source>
   <translation>Halten Sie die Hüfte in einer Linie und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep the hips level and still; one lift a beat.</source>
   <translation>Hüfte waagerecht und ruhig halten; ein Heben pro Takt.</translation>
  </message>
  <message>
   <source>Keep the hips level and still; one tap a beat.</source>
   <translation>Hüfte waagerecht und ruhig halten; ein Tippen pro Takt.</translation>
  </message>
  <message>
   <source>Keep the hips up and forward, and keep breathing.</source>
   <translation>Halten Sie die Hüfte oben und vorn und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep the pelvis level and the back still, and keep breathing.</source>
   <translation>Halten Sie das Becken waagerecht und den Rücken ruhig und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep the push steady, feet together, pelvis still, keep breathing.</source>
   <translation>Gleichmäßig weiterdrücken, Füße zusammen, Becken ruhig, weiteratmen.</translation>
  </message>
  <message>
   <source>Keep the trunk at the same angle, back straight, and keep breathing.</source>
   <translation>Halten Sie den Rumpf im selben Winkel, Rücken gerade, und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep the trunk level and keep breathing.</source>
   <translation>Halten Sie den Rumpf waagerecht und atmen Sie weiter.</translation>
  </message>
  <message>
   <source>Keep your eyes closed and stand still.</source>
   <translation>Lassen Sie die Augen geschlossen und stehen Sie ruhig.</translation>
  </message>
  <message>
   <source>Kick out against the pad as hard and as fast as you can!</source>
   <translation>Strecken Sie das Knie gegen das Polster, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Kick, kick!</source>
   <translation>Strecken, strecken!</translation>
  </message>
  <message>
   <source>Knee extension, seated</source>
   <translation>Knieextension, sitzend</translation>
  </message>
  <message>
   <source>Knee flexion, prone</source>
   <translation>Knieflexion, Bauchlage</translation>
  </message>
  <message>
   <source>Knee over the foot</source>
   <translation>Knie über dem Fuß</translation>
  </message>
  <message>
   <source>Knee straight</source>
   <translation>Knie gestreckt</translation>
  </message>
  <message>
   <source>Knee up!</source>
   <translation>Knie hoch!</translation>
  </message>
  <message>
   <source>Kneel with one hand on each plate and rest the knees on the floor.</source>
   <translation>Knien Sie mit je einer Hand auf jeder Platte; die Knie ruhen am Boden.</translation>
  </message>
  <message>
   <source>Kneel with one knee on each plate and keep still for two seconds.</source>
   <translation>Knien Sie mit je einem Knie auf jeder Platte und bleiben Sie zwei Sekunden ruhig.</translation>
  </message>
  <message>
   <source>Land on both plates and stand still until told to step off.</source>
   <translation>Landen Sie auf beiden Platten und bleiben Sie ruhig stehen, bis Sie absteigen sollen.</translation>
  </message>
  <message>
   <source>Land on both plates and stand still.</source>
   <translation>Landen Sie auf beiden Platten und bleiben Sie ruhig stehen.</translation>
  </message>
  <message>
   <source>Land on the same leg and stand still on it.</source>
   <translation>Landen Sie auf demselben Bein und bleiben Sie ruhig darauf stehen.</translation>
  </message>
  <message>
   <source>Land softly</source>
   <translation>Weich landen</translation>
  </message>
  <message>
   <source>Lean back and lie still for a moment.</source>
   <translation>Lehnen Sie sich zurück und liegen Sie einen Moment still.</translation>
  </message>
  <message>
   <source>Lean back on the wedge, chest just touching the pad; say when you are ready.</source>
   <translation>An den Keil zurücklehnen, die Brust berührt gerade das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Left and right plate are swapped</source>
   <translation>Linke und rechte Platte sind vertauscht</translation>
  </message>
  <message>
   <source>Left gluteals weak, low back pain</source>
   <translation>Gesäßmuskeln links schwach, Schmerzen im unteren Rücken</translation>
  </message>
  <message>
   <source>Left hip abduction a quarter weaker, the bridge drifts to the right and sags, the jump pushes off the right.</source>
   <translation>Hüftabduktion links um ein Viertel schwächer, die Bridge driftet nach rechts und sackt ab, der Sprung drückt sich rechts ab.</translation>
  </message>
  <message>
   <source>Left knee: the extensors a quarter weaker, the landing is on the other leg, squats and chair stands lean to the right.</source>
   <translation>Linkes Knie: Strecker um ein Viertel schwächer, Landung auf dem anderen Bein, Kniebeugen und Aufstehen lehnen nach rechts.</translation>
  </message>
  <message>
   <source>Left leg and right arm first: down in one second, hold two, back in one, rest one; then the other side, eight in all.</source>
   <translation>Zuerst linkes Bein und rechter Arm: in einer Sekunde ab, zwei halten, in einer zurück, eine Pause; dann die andere Seite, acht insgesamt.</translation>
  </message>
  <message>
   <source>Left leg and right arm first: out in one second, hold two, back in one, rest one; then the other side, eight in all.</source>
   <translation>Zuerst linkes Bein und rechter Arm: in einer Sekunde strecken, zwei halten, in einer zurück, eine Pause; dann die andere Seite, acht insgesamt.</translation>
  </message>
  <message>
   <source>Leg straight and relaxed against the pad, toes up; say when you are ready.</source>
   <translation>Bein gestreckt und locker am Polster, Zehen nach oben; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Legs push</source>
   <translation>Beine drücken</translation>
  </message>
  <message>
   <source>Let go</source>
   <translation>Loslassen</translation>
  </message>
  <message>
   <source>Let go completely and breathe.</source>
   <translation>Lassen Sie ganz los und atmen Sie.</translation>
  </message>
  <message>
   <source>Let go completely and breathe; the next push comes in half a minute.</source>
   <translation>Lassen Sie ganz los und atmen Sie; der nächste Versuch folgt in einer halben Minute.</translation>
  </message>
  <message>
   <source>Let go of the bar and breathe; the next pull comes in a minute.</source>
   <translation>Lassen Sie die Stange los und atmen Sie; der nächste Zug folgt in einer Minute.</translation>
  </message>
  <message>
   <source>Let the chest strap hang loose, then zero the dynamometers.</source>
   <translation>Den Brustgurt locker hängen lassen, dann die Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Let the strap behind the shin hang loose, then zero the dynamometers.</source>
   <translation>Den Gurt hinter dem Unterschenkel locker hängen lassen, dann die Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Let the strap hang loose, then zero the dynamometers.</source>
   <translation>Den Gurt locker hängen lassen, dann die Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Let the straps hang loose, then zero the dynamometers.</source>
   <translation>Die Gurte locker hängen lassen, dann die Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Lie face down with one forearm on each plate and rest on the floor.</source>
   <translation>Legen Sie sich auf den Bauch, je einen Unterarm auf jeder Platte, und ruhen Sie am Boden.</translation>
  </message>
  <message>
   <source>Lie face down with the pelvis on the edge of the bench and both hands on the floor.</source>
   <translation>Legen Sie sich auf den Bauch, das Becken an der Bankkante, beide Hände am Boden.</translation>
  </message>
  <message>
   <source>Lie flat with both hip bones down and the thigh loose under the strap; say when you are ready.</source>
   <translation>Flach liegen, beide Beckenknochen unten, der Oberschenkel locker unter dem Gurt; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie flat with the forehead down, back just touching the pad; say when you are ready.</source>
   <translation>Flach liegen, Stirn unten, der Rücken berührt gerade das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie on the left side with the forearm and the feet on their plates and let the hips rest on the floor.</source>
   <translation>Legen Sie sich auf die linke Seite, Unterarm und Füße auf ihren Platten, die Hüfte ruht am Boden.</translation>
  </message>
  <message>
   <source>Lie on the right side with the forearm and the feet on their plates and let the hips rest on the floor.</source>
   <translation>Legen Sie sich auf die rechte Seite, Unterarm und Füße auf ihren Platten, die Hüfte ruht am Boden.</translation>
  </message>
  <message>
   <source>Lie still and loose for a moment.</source>
   <translation>Liegen Sie einen Moment still und locker.</translation>
  </message>
  <message>
   <source>Lie still with both legs relaxed against the straps; say when you are ready.</source>
   <translation>Still liegen, beide Beine locker an den Gurten; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie still with the arms crossed and the chest touching the pad; say when you are ready.</source>
   <translation>Still liegen, Arme verschränkt, die Brust berührt das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie still with the inner ankle resting on the pad; say when you are ready.</source>
   <translation>Still liegen, der Innenknöchel ruht am Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie still with the knees together and the upper knee relaxed against the strap.</source>
   <translation>Still liegen, Knie zusammen, das obere Knie locker am Gurt.</translation>
  </message>
  <message>
   <source>Lie still with the knees together and the upper knee relaxed against the strap; say when you are ready.</source>
   <translation>Still liegen, Knie zusammen, das obere Knie locker am Gurt; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie still with the leg relaxed against the strap and look at the path.</source>
   <translation>Still liegen, das Bein locker am Gurt, und auf den Pfad schauen.</translation>
  </message>
  <message>
   <source>Lie still with the leg relaxed against the strap; say when you are ready.</source>
   <translation>Still liegen, das Bein locker am Gurt; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Lie with the spine over the gap, hips and knees at 90 degrees, and keep still for two seconds.</source>
   <translation>Legen Sie sich mit der Wirbelsäule über den Spalt, Hüften und Knie bei 90 Grad, und bleiben Sie zwei Sekunden ruhig.</translation>
  </message>
  <message>
   <source>Lift</source>
   <translation>Heben</translation>
  </message>
  <message>
   <source>Lift one foot clear of its plate and stand still on the other leg!</source>
   <translation>Heben Sie einen Fuß von seiner Platte ab und stehen Sie ruhig auf dem anderen Bein!</translation>
  </message>
  <message>
   <source>Lift one foot clear of its plate, stand still, then dip and jump as high as you can from the other leg!</source>
   <translation>Heben Sie einen Fuß von seiner Platte ab, stehen Sie ruhig, holen Sie Schwung und springen Sie vom anderen Bein so hoch, wie Sie können!</translation>
  </message>
  <message>
   <source>Lift the box, stand still for two seconds, put it down, stand still; three times.</source>
   <translation>Heben Sie die Box, stehen Sie zwei Sekunden ruhig, stellen Sie sie ab, stehen Sie ruhig; dreimal.</translation>
  </message>
  <message>
   <source>Lift the chest into the strap as hard as you can!</source>
   <translation>Heben Sie die Brust in den Gurt, so kräftig Sie können!</translation>
  </message>
  <message>
   <source>Lift the knees until shoulders, hips and heels are in line.</source>
   <translation>Heben Sie die Knie, bis Schultern, Hüften und Fersen in einer Linie sind.</translation>
  </message>
  <message>
   <source>Lift the straight left leg by a hand's breadth, put it back, then the right one: eight lifts in all, to the beat.</source>
   <translation>Heben Sie das gestreckte linke Bein eine Handbreit an, setzen Sie es ab, dann das rechte: insgesamt achtmal, im Takt.</translation>
  </message>
  <message>
   <source>Lift the thigh into the strap as hard and as fast as you can!</source>
   <translation>Heben Sie den Oberschenkel in den Gurt, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Lift your hips until head, hips and feet are in one line.</source>
   <translation>Heben Sie die Hüfte, bis Kopf, Hüfte und Füße in einer Linie sind.</translation>
  </message>
  <message>
   <source>Lift your hips until shoulders, hips and knees are in line.</source>
   <translation>Heben Sie die Hüfte, bis Schultern, Hüfte und Knie in einer Linie sind.</translation>
  </message>
  <message>
   <source>Lift your hips, then the left foot off its plate, thighs level.</source>
   <translation>Heben Sie die Hüfte, dann den linken Fuß von seiner Platte, Oberschenkel auf gleicher Höhe.</translation>
  </message>
  <message>
   <source>Lift your hips, then the right foot off its plate, thighs level.</source>
   <translation>Heben Sie die Hüfte, dann den rechten Fuß von seiner Platte, Oberschenkel auf gleicher Höhe.</translation>
  </message>
  <message>
   <source>Lift, lift!</source>
   <translation>Heben, heben!</translation>
  </message>
  <message>
   <source>Lift, stand still, put down, stand still.</source>
   <translation>Heben, ruhig stehen, abstellen, ruhig stehen.</translation>
  </message>
  <message>
   <source>Long leg</source>
   <translation>Langes Bein</translation>
  </message>
  <message>
   <source>Look at one point</source>
   <translation>Auf einen Punkt schauen</translation>
  </message>
  <message>
   <source>Look down</source>
   <translation>Nach unten schauen</translation>
  </message>
  <message>
   <source>Lower the straight left leg and the right arm to just above the floor and hold them there.</source>
   <translation>Senken Sie das gestreckte linke Bein und den rechten Arm bis knapp über den Boden und halten Sie sie dort.</translation>
  </message>
  <message>
   <source>Lower the straight right leg and the left arm to just above the floor and hold them there.</source>
   <translation>Senken Sie das gestreckte rechte Bein und den linken Arm bis knapp über den Boden und halten Sie sie dort.</translation>
  </message>
  <message>
   <source>McGill</source>
   <translation>McGill</translation>
  </message>
  <message>
   <source>Move the feet and breathe.</source>
   <translation>Bewegen Sie die Füße und atmen Sie.</translation>
  </message>
  <message>
   <source>Movement</source>
   <translation>Bewegung</translation>
  </message>
  <message>
   <source>Nine months after a knee ligament reconstruction</source>
   <translation>Neun Monate nach einer Rekonstruktion eines Kniebands</translation>
  </message>
  <message>
   <source>No swing</source>
   <translation>Kein Schwung</translation>
  </message>
  <message>
   <source>No weighing before this test: the weight is taken after the landing.</source>
   <translation>Kein Wiegen vor diesem Test: Das Gewicht wird nach der Landung bestimmt.</translation>
  </message>
  <message>
   <source>No weighing in this test.</source>
   <translation>Kein Wiegen in diesem Test.</translation>
  </message>
  <message>
   <source>On a wedge of 30 degrees, hips and knees bent and strapped, arms crossed on the belly, one dynamometer on the breastbone, strap behind the bench (make test).</source>
   <translation>Auf einem Keil von 30 Grad, Hüften und Knie gebeugt und angegurtet, Arme auf dem Bauch verschränkt, ein Dynamometer auf dem Brustbein, Gurt hinter der Bank (Make-Test).</translation>
  </message>
  <message>
   <source>On hands and knees, one knee on each plate a hip apart, hands on the floor under the shoulders, back level.</source>
   <translation>Vierfüßlerstand, je ein Knie hüftbreit auf jeder Platte, Hände am Boden unter den Schultern, Rücken waagerecht.</translation>
  </message>
  <message>
   <source>On the back, both legs straight, pelvis strapped down, dynamometer on the outside just above the ankle, strap fixed (make test). Not to be compared with side-lying, which is 27 to 30 % higher.</source>
   <translation>Rückenlage, beide Beine gestreckt, Becken angegurtet, Dynamometer außen knapp über dem Knöchel, Gurt fixiert (Make-Test). Nicht mit der Seitlage vergleichbar, die 27 bis 30 % höher liegt.</translation>
  </message>
  <message>
   <source>On the back, hips bent to 45 degrees, feet flat, one dynamometer between the knees, held by the legs alone.</source>
   <translation>Rückenlage, Hüften 45 Grad gebeugt, Füße flach, ein Dynamometer zwischen den Knien, nur von den Beinen gehalten.</translation>
  </message>
  <message>
   <source>On the back, leg to be tested straight and slightly out, dynamometer on the inside just above the ankle, strap fixed (make test).</source>
   <translation>Rückenlage, zu testendes Bein gestreckt und leicht abgespreizt, Dynamometer innen knapp über dem Knöchel, Gurt fixiert (Make-Test).</translation>
  </message>
  <message>
   <source>On the back, one foot on each plate, knees at 90 degrees, arms crossed on the chest.</source>
   <translation>Rückenlage, je ein Fuß auf jeder Platte, Knie bei 90 Grad, Arme vor der Brust verschränkt.</translation>
  </message>
  <message>
   <source>On the back, one foot on each plate, knees at 90 degrees, arms crossed; then the left foot is lifted clear of its plate, thighs level with each other. Stop when the pelvis drops by more than 10 degrees.</source>
   <translation>Rückenlage, je ein Fuß auf jeder Platte, Knie bei 90 Grad, Arme verschränkt; dann wird der linke Fuß von seiner Platte abgehoben, Oberschenkel auf gleicher Höhe. Abbrechen, wenn das Becken mehr als 10 Grad absinkt.</translation>
  </message>
  <message>
   <source>On the back, one foot on each plate, knees at 90 degrees, arms crossed; then the right foot is lifted clear of its plate, thighs level with each other. Stop when the pelvis drops by more than 10 degrees.</source>
   <translation>Rückenlage, je ein Fuß auf jeder Platte, Knie bei 90 Grad, Arme verschränkt; dann wird der rechte Fuß von seiner Platte abgehoben, Oberschenkel auf gleicher Höhe. Abbrechen, wenn das Becken mehr als 10 Grad absinkt.</translation>
  </message>
  <message>
   <source>On the back, the spine over the gap between the plates, head and arms beside them, hips and knees at 90 degrees, arms up.</source>
   <translation>Rückenlage, die Wirbelsäule über dem Spalt zwischen den Platten, Kopf und Arme daneben, Hüften und Knie bei 90 Grad, Arme nach oben.</translation>
  </message>
  <message>
   <source>One jump from one leg, landed on the same: height, timing, power and landing of that leg; a trial for each leg.</source>
   <translation>Ein Sprung von einem Bein, gelandet auf demselben: Höhe, Zeiten, Leistung und Landung dieses Beins; ein Durchgang je Bein.</translation>
  </message>
  <message>
   <source>One jump from standing: height by impulse and by flight time, timing, and what each leg contributes.</source>
   <translation>Ein Sprung aus dem Stand: Höhe aus Impuls und aus Flugzeit, Zeiten und was jedes Bein beiträgt.</translation>
  </message>
  <message>
   <source>One jump from stillness in the squat: height by impulse and by flight time, force and power of the push; a dip before it fails.</source>
   <translation>Ein Sprung aus der ruhigen Hocke: Höhe aus Impuls und aus Flugzeit, Kraft und Leistung des Abdrucks; eine Ausholbewegung macht ihn ungültig.</translation>
  </message>
  <message>
   <source>One leg</source>
   <translation>Ein Bein</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <source>Open the knee</source>
   <translation>Knie öffnen</translation>
  </message>
  <message>
   <source>Open the knee against the strap as hard as you can, feet together!</source>
   <translation>Öffnen Sie das Knie gegen den Gurt, so kräftig Sie können, Füße zusammen!</translation>
  </message>
  <message>
   <source>Open the knee against the strap to about half of your strength and hold it there.</source>
   <translation>Öffnen Sie das Knie gegen den Gurt mit etwa halber Kraft und halten Sie dort.</translation>
  </message>
  <message>
   <source>Out</source>
   <translation>Strecken</translation>
  </message>
  <message>
   <source>Over to the left</source>
   <translation>Rüber nach links</translation>
  </message>
  <message>
   <source>Over to the right</source>
   <translation>Rüber nach rechts</translation>
  </message>
  <message>
   <source>Pelvis level</source>
   <translation>Becken waagerecht</translation>
  </message>
  <message>
   <source>Pelvis still</source>
   <translation>Becken ruhig</translation>
  </message>
  <message>
   <source>Plank on the hands</source>
   <translation>Stütz auf den Händen</translation>
  </message>
  <message>
   <source>Plank on the knees</source>
   <translation>Unterarmstütz auf den Knien</translation>
  </message>
  <message>
   <source>Plank with leg lifts</source>
   <translation>Unterarmstütz mit Beinheben</translation>
  </message>
  <message>
   <source>Plank with shoulder taps</source>
   <translation>Stütz mit Schultertippen</translation>
  </message>
  <message>
   <source>Power</source>
   <translation>Schnellkraft</translation>
  </message>
  <message>
   <source>Press the foot inwards across the other leg, as hard and as fast as you can!</source>
   <translation>Drücken Sie den Fuß nach innen über das andere Bein, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Press the foot outwards, away from the other leg, as hard and as fast as you can!</source>
   <translation>Drücken Sie den Fuß nach außen, weg vom anderen Bein, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Prone on a bench, its head end on the left plate, its foot end on the right one; pelvis on the edge, thighs and calves strapped, hands on the floor until the start, then arms crossed. Zero with the bench in place.</source>
   <translation>Bauchlage auf einer Bank, Kopfende auf der linken, Fußende auf der rechten Platte; Becken an der Kante, Ober- und Unterschenkel angegurtet, Hände bis zum Start am Boden, dann Arme verschränkt. Mit der Bank an ihrem Platz nullen.</translation>
  </message>
  <message>
   <source>Prone plank hold</source>
   <translation>Unterarmstütz halten</translation>
  </message>
  <message>
   <source>Prone plank, students of 18 to 25 years (Linfield)</source>
   <translation>Unterarmstütz, Studierende von 18 bis 25 Jahren (Linfield)</translation>
  </message>
  <message>
   <source>Prone plank, university students (Strand)</source>
   <translation>Unterarmstütz, Studierende (Strand)</translation>
  </message>
  <message>
   <source>Published in kilograms; the position and the ages were not found in what could be read.</source>
   <translation>In Kilogramm veröffentlicht; Position und Alter waren dem Lesbaren nicht zu entnehmen.</translation>
  </message>
  <message>
   <source>Published in per cent of body weight, without a spread here; the tester held the dynamometer.</source>
   <translation>In Prozent des Körpergewichts veröffentlicht, hier ohne Streuung; die untersuchende Person hielt das Dynamometer.</translation>
  </message>
  <message>
   <source>Pull in, pull in!</source>
   <translation>Ranziehen, ranziehen!</translation>
  </message>
  <message>
   <source>Pull the heel towards the buttock as hard and as fast as you can!</source>
   <translation>Ziehen Sie die Ferse zum Gesäß, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Pull the leg in towards the other one, as hard and as fast as you can!</source>
   <translation>Ziehen Sie das Bein zum anderen heran, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Push gently to the beginning of the path; the left leg first.</source>
   <translation>Drücken Sie sanft bis zum Anfang des Pfads; zuerst das linke Bein.</translation>
  </message>
  <message>
   <source>Push out as hard and as fast as you can, and keep pushing!</source>
   <translation>Drücken Sie nach außen, so kräftig und so schnell Sie können, und drücken Sie weiter!</translation>
  </message>
  <message>
   <source>Push out with all you have for 7 s, rest for 3 s, 24 times; never save strength.</source>
   <translation>Drücken Sie 7 s mit aller Kraft nach außen, 3 s Pause, 24 Mal; nie Kraft sparen.</translation>
  </message>
  <message>
   <source>Push the floor away!</source>
   <translation>Den Boden wegdrücken!</translation>
  </message>
  <message>
   <source>Push the leg out to the side as hard and as fast as you can!</source>
   <translation>Drücken Sie das Bein zur Seite, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Push up onto forearms and knees until shoulders, hips and knees are in line.</source>
   <translation>Drücken Sie sich auf Unterarme und Knie hoch, bis Schultern, Hüfte und Knie in einer Linie sind.</translation>
  </message>
  <message>
   <source>Push up onto forearms and toes until shoulders, hips and heels are in line.</source>
   <translation>Drücken Sie sich auf Unterarme und Zehen hoch, bis Schultern, Hüfte und Fersen in einer Linie sind.</translation>
  </message>
  <message>
   <source>Push with all you have, then let go and breathe.</source>
   <translation>Drücken Sie mit aller Kraft, dann lassen Sie los und atmen.</translation>
  </message>
  <message>
   <source>Push your feet into the floor and pull, as hard and as fast as you can!</source>
   <translation>Drücken Sie die Füße in den Boden und ziehen Sie, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Push your feet into the floor as hard and as fast as you can!</source>
   <translation>Drücken Sie die Füße in den Boden, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Push, push!</source>
   <translation>Drücken, drücken!</translation>
  </message>
  <message>
   <source>Put it between the knees, feet flat, just held; say when you are ready.</source>
   <translation>Zwischen die Knie legen, Füße flach, gerade gehalten; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Put one foot on each plate, rest the hips on the floor and lie still.</source>
   <translation>Setzen Sie je einen Fuß auf jede Platte, lassen Sie die Hüfte am Boden und liegen Sie still.</translation>
  </message>
  <message>
   <source>Put the bench on the plates; nobody touches it while they are zeroed.</source>
   <translation>Die Bank auf die Platten stellen; niemand berührt sie, solange genullt wird.</translation>
  </message>
  <message>
   <source>Put the box on one plate; nobody touches it or the other plate while they are zeroed.</source>
   <translation>Die Box auf eine Platte stellen; niemand berührt sie oder die andere Platte, solange genullt wird.</translation>
  </message>
  <message>
   <source>Quick</source>
   <translation>Schnell</translation>
  </message>
  <message>
   <source>Quick off the ground</source>
   <translation>Schnell vom Boden weg</translation>
  </message>
  <message>
   <source>Quiet stance, eyes closed</source>
   <translation>Ruhiger Stand, Augen geschlossen</translation>
  </message>
  <message>
   <source>Quiet stance, eyes open</source>
   <translation>Ruhiger Stand, Augen offen</translation>
  </message>
  <message>
   <source>Rest and breathe; there is time.</source>
   <translation>Ruhen Sie sich aus und atmen Sie; es ist Zeit.</translation>
  </message>
  <message>
   <source>Rest now; the next test comes in some minutes.</source>
   <translation>Ruhen Sie sich aus; der nächste Test folgt in einigen Minuten.</translation>
  </message>
  <message>
   <source>Rest now; this was hard work.</source>
   <translation>Ruhen Sie sich aus; das war anstrengend.</translation>
  </message>
  <message>
   <source>Return to sport</source>
   <translation>Rückkehr in den Sport</translation>
  </message>
  <message>
   <source>Seated on the edge, hips and knees at 90 degrees, hands on the bench, feet off the floor, dynamometer on the front of the thigh just above the knee, strap to the floor (make test).</source>
   <translation>Sitz an der Kante, Hüften und Knie bei 90 Grad, Hände auf der Bank, Füße frei, Dynamometer vorn am Oberschenkel knapp über dem Knie, Gurt zum Boden (Make-Test).</translation>
  </message>
  <message>
   <source>Seated, knees at 90 degrees, thighs strapped down, arms crossed, dynamometer on the shin just above the ankle, strap tied behind to the chair.</source>
   <translation>Sitz, Knie bei 90 Grad, Oberschenkel angegurtet, Arme verschränkt, Dynamometer am Schienbein knapp über dem Knöchel, Gurt hinten am Stuhl befestigt.</translation>
  </message>
  <message>
   <source>Shin upright, heel just touching the pad; say when you are ready.</source>
   <translation>Unterschenkel senkrecht, die Ferse berührt gerade das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Shin upright, inner ankle just touching the pad; say when you are ready.</source>
   <translation>Unterschenkel senkrecht, der Innenknöchel berührt gerade das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Shin upright, outer ankle just touching the pad; say when you are ready.</source>
   <translation>Unterschenkel senkrecht, der Außenknöchel berührt gerade das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Side plank, left</source>
   <translation>Seitstütz, links</translation>
  </message>
  <message>
   <source>Side plank, right</source>
   <translation>Seitstütz, rechts</translation>
  </message>
  <message>
   <source>Side-lying on the left side, left elbow under the shoulder with the forearm on the left plate, both feet on the right plate, upper foot in front, hips resting on the floor between the plates.</source>
   <translation>Linke Seitlage, linker Ellbogen unter der Schulter mit dem Unterarm auf der linken Platte, beide Füße auf der rechten Platte, oberer Fuß vorn, Hüfte ruht am Boden zwischen den Platten.</translation>
  </message>
  <message>
   <source>Side-lying on the right side, right elbow under the shoulder with the forearm on the right plate, both feet on the left plate, upper foot in front, hips resting on the floor between the plates.</source>
   <translation>Rechte Seitlage, rechter Ellbogen unter der Schulter mit dem Unterarm auf der rechten Platte, beide Füße auf der linken Platte, oberer Fuß vorn, Hüfte ruht am Boden zwischen den Platten.</translation>
  </message>
  <message>
   <source>Side-lying with the left side up, hips at 45 and knees at 90 degrees, feet together, elastic strap round the knees, dynamometer between the strap and the outside of the left knee.</source>
   <translation>Seitlage, linke Seite oben, Hüften bei 45 und Knie bei 90 Grad, Füße zusammen, elastischer Gurt um die Knie, Dynamometer zwischen Gurt und Außenseite des linken Knies.</translation>
  </message>
  <message>
   <source>Side-lying with the left side up, hips at 45 and knees at 90 degrees, feet together, fixed dynamometer on the outside of the left knee.</source>
   <translation>Seitlage, linke Seite oben, Hüften bei 45 und Knie bei 90 Grad, Füße zusammen, fixiertes Dynamometer außen am linken Knie.</translation>
  </message>
  <message>
   <source>Side-lying with the right side up, hips at 45 and knees at 90 degrees, feet together, elastic strap round the knees, dynamometer between the strap and the outside of the right knee.</source>
   <translation>Seitlage, rechte Seite oben, Hüften bei 45 und Knie bei 90 Grad, Füße zusammen, elastischer Gurt um die Knie, Dynamometer zwischen Gurt und Außenseite des rechten Knies.</translation>
  </message>
  <message>
   <source>Side-lying with the right side up, hips at 45 and knees at 90 degrees, feet together, fixed dynamometer on the outside of the right knee.</source>
   <translation>Seitlage, rechte Seite oben, Hüften bei 45 und Knie bei 90 Grad, Füße zusammen, fixiertes Dynamometer außen am rechten Knie.</translation>
  </message>
  <message>
   <source>Side-lying, leg to be tested on top and straight, dynamometer just above the ankle, strap fixed (make test).</source>
   <translation>Seitlage, zu testendes Bein oben und gestreckt, Dynamometer knapp über dem Knöchel, Gurt fixiert (Make-Test).</translation>
  </message>
  <message>
   <source>Side-lying, side to be tested on top, hips and knees strapped, dynamometer on the side of the chest at mid-trunk and not in the armpit, strap fixed (make test).</source>
   <translation>Seitlage, zu testende Seite oben, Hüften und Knie angegurtet, Dynamometer seitlich am Brustkorb in Rumpfmitte und nicht in der Achsel, Gurt fixiert (Make-Test).</translation>
  </message>
  <message>
   <source>Side-lying, side to be tested up, hips at 45 and knees at 90 degrees, feet together, fixed dynamometer on the outside of the upper knee (make test).</source>
   <translation>Seitlage, zu testende Seite oben, Hüften bei 45 und Knie bei 90 Grad, Füße zusammen, fixiertes Dynamometer außen am oberen Knie (Make-Test).</translation>
  </message>
  <message>
   <source>Single-leg bridge hold, students</source>
   <translation>Einbeinige Brücke halten, Studierende</translation>
  </message>
  <message>
   <source>Single-leg bridge, left</source>
   <translation>Einbeinige Brücke, links</translation>
  </message>
  <message>
   <source>Single-leg bridge, right</source>
   <translation>Einbeinige Brücke, rechts</translation>
  </message>
  <message>
   <source>Single-leg jump</source>
   <translation>Einbeinsprung</translation>
  </message>
  <message>
   <source>Single-leg stance</source>
   <translation>Einbeinstand</translation>
  </message>
  <message>
   <source>Sink into the squat, stay still for two seconds, then jump as high as you can without dipping!</source>
   <translation>Gehen Sie in die Hocke, bleiben Sie zwei Sekunden ruhig und springen Sie dann ohne Ausholen so hoch, wie Sie können!</translation>
  </message>
  <message>
   <source>Sit and breathe.</source>
   <translation>Setzen Sie sich und atmen Sie.</translation>
  </message>
  <message>
   <source>Sit back with the shin resting on the pad and the strap just snug; say when you are ready.</source>
   <translation>Zurückgelehnt sitzen, das Schienbein ruht am Polster, der Gurt liegt gerade an; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Sit down, arms crossed on the chest, feet where they are; wait for the signal.</source>
   <translation>Setzen Sie sich, Arme vor der Brust verschränkt, Füße bleiben, wo sie sind; warten Sie auf das Signal.</translation>
  </message>
  <message>
   <source>Sit on the left plate with the feet on the right one and lean back against the wedge.</source>
   <translation>Setzen Sie sich auf die linke Platte, Füße auf die rechte, und lehnen Sie sich an den Keil.</translation>
  </message>
  <message>
   <source>Sit still for a moment, the leg loose.</source>
   <translation>Sitzen Sie einen Moment still, das Bein locker.</translation>
  </message>
  <message>
   <source>Sit upright with the thigh just touching the pad; say when you are ready.</source>
   <translation>Aufrecht sitzen, der Oberschenkel berührt gerade das Polster; sagen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Sit-to-stand, 30 seconds</source>
   <translation>Aufstehen vom Stuhl, 30 Sekunden</translation>
  </message>
  <message>
   <source>Sit-to-stand, five times</source>
   <translation>Aufstehen vom Stuhl, fünfmal</translation>
  </message>
  <message>
   <source>Sitting on the left plate against a wedge at 60 degrees, hips and knees at 90 degrees, feet held down on the right plate, arms crossed; the wedge stands on the floor and is drawn back by 10 cm at the start.</source>
   <translation>Sitz auf der linken Platte an einem Keil von 60 Grad, Hüften und Knie bei 90 Grad, Füße auf der rechten Platte festgehalten, Arme verschränkt; der Keil steht auf dem Boden und wird beim Start 10 cm zurückgezogen.</translation>
  </message>
  <message>
   <source>Slowly down</source>
   <translation>Langsam ab</translation>
  </message>
  <message>
   <source>Slowly shift to the left foot into the band, hold for three seconds, back to the middle, then the right; three times each.</source>
   <translation>Verlagern Sie langsam auf den linken Fuß bis ins Band, drei Sekunden halten, zurück zur Mitte, dann rechts; je dreimal.</translation>
  </message>
  <message>
   <source>Somebody stands on the plates while they are zeroed</source>
   <translation>Jemand steht auf den Platten, während sie genullt werden</translation>
  </message>
  <message>
   <source>Squat</source>
   <translation>Kniebeuge</translation>
  </message>
  <message>
   <source>Squat jump</source>
   <translation>Squat Jump</translation>
  </message>
  <message>
   <source>Squeeze</source>
   <translation>Zusammendrücken</translation>
  </message>
  <message>
   <source>Squeeze the buttocks</source>
   <translation>Gesäß anspannen</translation>
  </message>
  <message>
   <source>Squeeze the knees together as hard and as fast as you can!</source>
   <translation>Drücken Sie die Knie zusammen, so kräftig und so schnell Sie können!</translation>
  </message>
  <message>
   <source>Squeeze, squeeze!</source>
   <translation>Zusammen, zusammen!</translation>
  </message>
  <message>
   <source>Stand at ease and breathe.</source>
   <translation>Stehen Sie locker und atmen Sie.</translation>
  </message>
  <message>
   <source>Stand at ease and breathe; the next jump comes in a minute.</source>
   <translation>Stehen Sie locker und atmen Sie; der nächste Sprung folgt in einer Minute.</translation>
  </message>
  <message>
   <source>Stand in front of the chair, one foot on each plate, and stand as still as you can.</source>
   <translation>Stellen Sie sich vor den Stuhl, je einen Fuß auf jede Platte, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Stand on both feet and breathe.</source>
   <translation>Stehen Sie auf beiden Füßen und atmen Sie.</translation>
  </message>
  <message>
   <source>Stand on the box, toes at its edge; wait for the signal.</source>
   <translation>Stellen Sie sich auf die Box, Zehen an die Kante; warten Sie auf das Signal.</translation>
  </message>
  <message>
   <source>Stand on the box; keep both plates empty while they are zeroed.</source>
   <translation>Auf der Box stehen; beide Platten leer lassen, solange sie genullt werden.</translation>
  </message>
  <message>
   <source>Stand still</source>
   <translation>Ruhig stehen</translation>
  </message>
  <message>
   <source>Stand tall</source>
   <translation>Aufrecht stehen</translation>
  </message>
  <message>
   <source>Stand up fully and sit down, as many times as you can in 30 seconds.</source>
   <translation>Stehen Sie ganz auf und setzen Sie sich, so oft Sie in 30 Sekunden können.</translation>
  </message>
  <message>
   <source>Stand up fully and sit down, five times, as fast as you can; after the fifth rise stay standing.</source>
   <translation>Stehen Sie ganz auf und setzen Sie sich, fünfmal, so schnell Sie können; nach dem fünften Mal stehen bleiben.</translation>
  </message>
  <message>
   <source>Standing on a box right behind the plates (not on them), hands on the hips; one foot lands on each plate.</source>
   <translation>Stand auf einer Box direkt hinter den Platten (nicht darauf), Hände an den Hüften; je ein Fuß landet auf jeder Platte.</translation>
  </message>
  <message>
   <source>Standing on one leg, eyes open, from 60 years on</source>
   <translation>Einbeinstand, Augen offen, ab 60 Jahren</translation>
  </message>
  <message>
   <source>Standing under a fixed bar, one foot on each plate, knees at 120 degrees, bar across the shoulders, back upright.</source>
   <translation>Stand unter einer fixierten Stange, je ein Fuß auf jeder Platte, Knie bei 120 Grad, Stange auf den Schultern, Rücken aufrecht.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, a stick along the back; hips go back, knees stay soft.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, ein Stab entlang des Rückens; die Hüfte geht zurück, die Knie bleiben weich.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, bar fixed at mid-thigh, knees and hips slightly bent, hands strapped to the bar.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Stange in Höhe der Oberschenkelmitte fixiert, Knie und Hüften leicht gebeugt, Hände an der Stange festgegurtet.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, feet as wide as the hips, arms hanging; somebody stands by. Both feet stay on their plates.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Füße hüftbreit, Arme hängen; jemand steht daneben. Beide Füße bleiben auf ihren Platten.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, feet as wide as the shoulders, arms forward; hold on to nothing.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Füße schulterbreit, Arme nach vorn; nirgends festhalten.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, hands on the hips throughout.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Hände durchgehend an den Hüften.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, hands on the hips throughout; one foot is lifted clear of its plate before the jump.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Hände durchgehend an den Hüften; vor dem Sprung wird ein Fuß von seiner Platte abgehoben.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, hands on the hips throughout; thighs about level in the squat.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Hände durchgehend an den Hüften; in der Hocke Oberschenkel etwa waagerecht.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, hands on the hips; on one leg, that foot on its own plate.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, Hände an den Hüften; einbeinig steht dieser Fuß auf seiner eigenen Platte.</translation>
  </message>
  <message>
   <source>Standing, one foot on each plate, the box on the floor in front of the plates.</source>
   <translation>Stand, je ein Fuß auf jeder Platte, die Box am Boden vor den Platten.</translation>
  </message>
  <message>
   <source>Stay in the band</source>
   <translation>Im Band bleiben</translation>
  </message>
  <message>
   <source>Stay in the middle; wait for the signal.</source>
   <translation>Bleiben Sie in der Mitte; warten Sie auf das Signal.</translation>
  </message>
  <message>
   <source>Stay level</source>
   <translation>Waagerecht bleiben</translation>
  </message>
  <message>
   <source>Stay off the plates for a moment.</source>
   <translation>Bitte bleiben Sie einen Moment von den Platten weg.</translation>
  </message>
  <message>
   <source>Stay on the path: a little more, a little less; keep breathing.</source>
   <translation>Auf dem Pfad bleiben: etwas mehr, etwas weniger; weiteratmen.</translation>
  </message>
  <message>
   <source>Stay seated</source>
   <translation>Sitzen bleiben</translation>
  </message>
  <message>
   <source>Stay still and tall; wait for the signal.</source>
   <translation>Bleiben Sie ruhig und aufrecht; warten Sie auf das Signal.</translation>
  </message>
  <message>
   <source>Stay tall</source>
   <translation>Aufrecht bleiben</translation>
  </message>
  <message>
   <source>Stay there</source>
   <translation>Dort bleiben</translation>
  </message>
  <message>
   <source>Stay upright</source>
   <translation>Aufrecht bleiben</translation>
  </message>
  <message>
   <source>Step off the box, land on both plates and jump up at once, as high as you can!</source>
   <translation>Treten Sie von der Box, landen Sie auf beiden Platten und springen Sie sofort hoch, so hoch Sie können!</translation>
  </message>
  <message>
   <source>Step off, do not jump off</source>
   <translation>Abtreten, nicht abspringen</translation>
  </message>
  <message>
   <source>Step off; keep both plates empty while they are zeroed.</source>
   <translation>Absteigen; beide Platten leer lassen, solange sie genullt werden.</translation>
  </message>
  <message>
   <source>Step on with both feet and put your hands on your hips; lift one foot at the signal.</source>
   <translation>Stellen Sie sich mit beiden Füßen darauf, Hände an die Hüften; heben Sie auf das Signal einen Fuß.</translation>
  </message>
  <message>
   <source>Step on without the box, one foot on each plate, and stand as still as you can.</source>
   <translation>Stellen Sie sich ohne die Box darauf, je ein Fuß auf jeder Platte, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, look at the mark and stand as still as you can.</source>
   <translation>Stellen Sie sich darauf, schauen Sie auf die Marke und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, one foot on each plate, and stand as still as you can.</source>
   <translation>Stellen Sie sich darauf, je ein Fuß auf jeder Platte, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, one foot on each plate, arms forward, and stand as still as you can.</source>
   <translation>Stellen Sie sich darauf, je ein Fuß auf jeder Platte, Arme nach vorn, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, one foot on each plate, arms loose, and stand as still as you can.</source>
   <translation>Stellen Sie sich darauf, je ein Fuß auf jeder Platte, Arme locker, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, one foot on each plate, hands on the hips, and stand as still as you can.</source>
   <translation>Stellen Sie sich darauf, je ein Fuß auf jeder Platte, Hände an den Hüften, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, one foot on each plate, stick along the back, and stand as still as you can.</source>
   <translation>Stellen Sie sich darauf, je ein Fuß auf jeder Platte, Stab am Rücken, und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step on, stand as still as you can, then close your eyes.</source>
   <translation>Stellen Sie sich darauf, stehen Sie so ruhig wie möglich, dann schließen Sie die Augen.</translation>
  </message>
  <message>
   <source>Step onto the box, lift the other foot over its plate, and stand as still as you can.</source>
   <translation>Steigen Sie auf die Box, heben Sie den anderen Fuß über seine Platte und stehen Sie so ruhig wie möglich.</translation>
  </message>
  <message>
   <source>Step-down</source>
   <translation>Step-down</translation>
  </message>
  <message>
   <source>Stick the landing</source>
   <translation>Landung halten</translation>
  </message>
  <message>
   <source>Stiff ankles</source>
   <translation>Sprunggelenke steif</translation>
  </message>
  <message>
   <source>Strength in the clamshell position, left and right: three maximal pushes a side against a fixed dynamometer; clamshell holds are parts of it.</source>
   <translation>Kraft in der Clamshell-Position, links und rechts: drei maximale Anspannungen je Seite gegen ein fixiertes Dynamometer; Clamshell-Halten wird als Anteil davon angegeben.</translation>
  </message>
  <message>
   <source>Strength of both groups of hip adductors against each other: three maximal squeezes of a dynamometer between the knees, one force for both legs.</source>
   <translation>Kraft beider Adduktorengruppen gegeneinander: drei maximale Squeezes eines Dynamometers zwischen den Knien, eine Kraft für beide Beine.</translation>
  </message>
  <message>
   <source>Strength of both legs at a fixed bar, and how fast it comes: three maximal pushes, both feet measured.</source>
   <translation>Kraft beider Beine an einer fixierten Stange und wie schnell sie kommt: drei maximale Anspannungen, beide Füße gemessen.</translation>
  </message>
  <message>
   <source>Strength of the back extensors: three maximal lifts of the chest against one fixed dynamometer, one force that belongs to no side.</source>
   <translation>Kraft der Rückenstrecker: drei maximale Hebungen der Brust gegen ein fixiertes Dynamometer, eine Kraft, die zu keiner Seite gehört.</translation>
  </message>
  <message>
   <source>Strength of the front of the trunk: three maximal curls against one fixed dynamometer, one force that belongs to no side.</source>
   <translation>Kraft der Rumpfvorderseite: drei maximale Rumpfbeugen gegen ein fixiertes Dynamometer, eine Kraft, die zu keiner Seite gehört.</translation>
  </message>
  <message>
   <source>Strength of the gluteals, left and right: three maximal lifts a side of the bent leg against a fixed dynamometer.</source>
   <translation>Kraft der Gesäßmuskeln, links und rechts: drei maximale Hebungen des gebeugten Beins je Seite gegen ein fixiertes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the hamstrings, left and right: three maximal pulls of the heel a side against a strapped dynamometer.</source>
   <translation>Kraft der ischiokruralen Muskeln, links und rechts: drei maximale Züge der Ferse je Seite gegen ein angegurtetes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the hip abductors, left and right, lying on the back: three maximal pushes a side against a fixed dynamometer.</source>
   <translation>Kraft der Hüftabduktoren, links und rechts, in Rückenlage: drei maximale Anspannungen je Seite gegen ein fixiertes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the hip abductors, left and right: three maximal pushes a side against a fixed dynamometer.</source>
   <translation>Kraft der Hüftabduktoren, links und rechts: drei maximale Anspannungen je Seite gegen ein fixiertes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the hip adductors, left and right: three maximal pulls inwards a side against a fixed dynamometer.</source>
   <translation>Kraft der Hüftadduktoren, links und rechts: drei maximale Züge nach innen je Seite gegen ein fixiertes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the hip flexors, left and right: three maximal lifts of the thigh a side against a fixed dynamometer.</source>
   <translation>Kraft der Hüftbeuger, links und rechts: drei maximale Hebungen des Oberschenkels je Seite gegen ein fixiertes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the inward rotators of the hip, left and right: three maximal pushes a side, face down with the knee bent.</source>
   <translation>Kraft der Innenrotatoren der Hüfte, links und rechts: drei maximale Anspannungen je Seite, Bauchlage mit gebeugtem Knie.</translation>
  </message>
  <message>
   <source>Strength of the outward rotators of the hip, left and right: three maximal pushes a side, face down with the knee bent.</source>
   <translation>Kraft der Außenrotatoren der Hüfte, links und rechts: drei maximale Anspannungen je Seite, Bauchlage mit gebeugtem Knie.</translation>
  </message>
  <message>
   <source>Strength of the quadriceps, left and right: three maximal kicks a side against a strapped dynamometer.</source>
   <translation>Kraft des Quadrizeps, links und rechts: drei maximale Kniestreckungen je Seite gegen ein angegurtetes Dynamometer.</translation>
  </message>
  <message>
   <source>Strength of the side of the trunk, left and right: three maximal side bends against a dynamometer at mid-trunk.</source>
   <translation>Kraft der Rumpfseite, links und rechts: drei maximale Seitbeugen gegen ein Dynamometer in Rumpfmitte.</translation>
  </message>
  <message>
   <source>Stretch out the left leg and the right arm, level with the back.</source>
   <translation>Strecken Sie das linke Bein und den rechten Arm auf Höhe des Rückens aus.</translation>
  </message>
  <message>
   <source>Stretch out the right leg and the left arm, level with the back.</source>
   <translation>Strecken Sie das rechte Bein und den linken Arm auf Höhe des Rückens aus.</translation>
  </message>
  <message>
   <source>Supine, legs straight, a fixed dynamometer outside each ankle; both legs push out against their straps together.</source>
   <translation>Rückenlage, Beine gestreckt, je ein fixiertes Dynamometer außen an jedem Knöchel; beide Beine drücken zugleich nach außen gegen ihre Gurte.</translation>
  </message>
  <message>
   <source>Symmetric, healthy</source>
   <translation>Symmetrisch, gesund</translation>
  </message>
  <message>
   <source>Take the bar, take up the slack without pulling, and wait for the signal.</source>
   <translation>Nehmen Sie die Stange, nehmen Sie das Spiel heraus, ohne zu ziehen, und warten Sie auf das Signal.</translation>
  </message>
  <message>
   <source>Take the hands off the floor, cross the arms and lift the trunk level.</source>
   <translation>Nehmen Sie die Hände vom Boden, verschränken Sie die Arme und heben Sie den Rumpf in die Waagerechte.</translation>
  </message>
  <message>
   <source>Take the plank with one forearm on each plate and keep still for two seconds.</source>
   <translation>Gehen Sie in den Unterarmstütz, je ein Unterarm auf jeder Platte, und bleiben Sie zwei Sekunden ruhig.</translation>
  </message>
  <message>
   <source>Take the plank with one hand on each plate and keep still for two seconds.</source>
   <translation>Gehen Sie in den Stütz, je eine Hand auf jeder Platte, und bleiben Sie zwei Sekunden ruhig.</translation>
  </message>
  <message>
   <source>Take the strap off the back, then zero the dynamometer.</source>
   <translation>Den Gurt vom Rücken nehmen, dann das Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Take the strap off the chest, then zero the dynamometer.</source>
   <translation>Den Gurt von der Brust nehmen, dann das Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Take the strap off the thigh, then zero the dynamometers.</source>
   <translation>Den Gurt vom Oberschenkel nehmen, dann die Dynamometer nullen.</translation>
  </message>
  <message>
   <source>Tap</source>
   <translation>Tippen</translation>
  </message>
  <message>
   <source>Tap the right shoulder with the left hand, put it back, then the other: ten taps in all, to the beat.</source>
   <translation>Tippen Sie mit der linken Hand an die rechte Schulter, zurück, dann die andere: insgesamt zehn Mal, im Takt.</translation>
  </message>
  <message>
   <source>Ten clamshells with the left leg against an elastic strap, to a beat: how strong and how even they are.</source>
   <translation>Zehn Clamshells mit dem linken Bein gegen einen elastischen Gurt, im Takt: wie kräftig und wie gleichmäßig sie sind.</translation>
  </message>
  <message>
   <source>Ten clamshells with the right leg against an elastic strap, to a beat: how strong and how even they are.</source>
   <translation>Zehn Clamshells mit dem rechten Bein gegen einen elastischen Gurt, im Takt: wie kräftig und wie gleichmäßig sie sind.</translation>
  </message>
  <message>
   <source>Ten clamshells: open in one second, hold half a second, close in one second, rest one second.</source>
   <translation>Zehn Clamshells: in einer Sekunde öffnen, eine halbe Sekunde halten, in einer Sekunde schließen, eine Sekunde Pause.</translation>
  </message>
  <message>
   <source>Ten shoulder taps in a plank on the hands, left and right in turn: how even they are, and how the load drifts between them.</source>
   <translation>Zehnmal Schultertippen im Stütz auf den Händen, links und rechts im Wechsel: wie gleichmäßig und wie die Last dazwischen wandert.</translation>
  </message>
  <message>
   <source>The cable of the plates is pulled in a hold</source>
   <translation>Das Kabel der Platten wird beim Halten gezogen</translation>
  </message>
  <message>
   <source>The foot slips in a bridge, the tester's hand in a pull</source>
   <translation>Der Fuß rutscht in einer Bridge ab, die Hand der Prüfperson bei einem Zug</translation>
  </message>
  <message>
   <source>The left dynamometer warns, and ten seconds later it is off: the trial is the device's failure, not the client's.</source>
   <translation>Das linke Dynamometer warnt und ist zehn Sekunden später aus: Der Durchgang gilt als Versagen des Geräts, nicht der Person.</translation>
  </message>
  <message>
   <source>The lighter plank, from the knees: how long, how evenly and how steadily, and when the form is lost.</source>
   <translation>Der leichtere Unterarmstütz, von den Knien: wie lange, wie gleichmäßig und wie ruhig und wann die Haltung verloren geht.</translation>
  </message>
  <message>
   <source>The position and the ages were not found in what could be read.</source>
   <translation>Position und Alter waren dem Lesbaren nicht zu entnehmen.</translation>
  </message>
  <message>
   <source>The short one after manual therapy or some weeks of training: gluteal strength, and how evenly bridge and plank are held.</source>
   <translation>Die kurze nach manueller Therapie oder einigen Wochen Training: Gesäßkraft und wie gleichmäßig Brücke und Unterarmstütz gehalten werden.</translation>
  </message>
  <message>
   <source>The zero is refused until the plates are empty; no trial begins with a zero that was taken under load.</source>
   <translation>Das Nullen wird verweigert, bis die Platten leer sind; kein Durchgang beginnt mit einem unter Last genommenen Nullpunkt.</translation>
  </message>
  <message>
   <source>Thighs together</source>
   <translation>Oberschenkel zusammen</translation>
  </message>
  <message>
   <source>Thirty seconds of standing still with the eyes closed; with the same test with the eyes open it gives the Romberg ratio.</source>
   <translation>Dreißig Sekunden ruhiger Stand mit geschlossenen Augen; zusammen mit demselben Test mit offenen Augen ergibt sich der Romberg-Quotient.</translation>
  </message>
  <message>
   <source>Thirty seconds of standing still with the eyes open: how fast and how far the centre of pressure sways, and how the weight lies on the feet.</source>
   <translation>Dreißig Sekunden ruhiger Stand mit offenen Augen: wie schnell und wie weit der Druckmittelpunkt schwankt und wie das Gewicht auf den Füßen liegt.</translation>
  </message>
  <message>
   <source>Three lifts of a box from the floor: what it weighs, the time down, of taking hold and up, and how the load is shared.</source>
   <translation>Dreimal eine Box vom Boden heben: was sie wiegt, die Zeiten abwärts, beim Greifen und aufwärts und wie die Last verteilt ist.</translation>
  </message>
  <message>
   <source>Three seconds later it is in another port; what was measured until then is kept, and the plates come back.</source>
   <translation>Drei Sekunden später steckt es in einem anderen Anschluss; das bis dahin Gemessene bleibt, und die Platten kommen zurück.</translation>
  </message>
  <message>
   <source>Three slow shifts of the weight to each foot into a band of 70 to 80 %: how fast, how far, how steadily, and whether both sides are trusted alike.</source>
   <translation>Drei langsame Gewichtsverlagerungen auf jeden Fuß in ein Band von 70 bis 80 %: wie schnell, wie weit, wie ruhig und ob beiden Seiten gleich vertraut wird.</translation>
  </message>
  <message>
   <source>Toes forward</source>
   <translation>Zehen nach vorn</translation>
  </message>
  <message>
   <source>Toes up</source>
   <translation>Zehen hoch</translation>
  </message>
  <message>
   <source>Touch lightly</source>
   <translation>Leicht antippen</translation>
  </message>
  <message>
   <source>Trunk extension, prone</source>
   <translation>Rumpfextension, Bauchlage</translation>
  </message>
  <message>
   <source>Trunk flexion, reclined</source>
   <translation>Rumpfflexion, zurückgelehnt</translation>
  </message>
  <message>
   <source>Trunk flexor hold, 60 degrees</source>
   <translation>Rumpfbeuger halten, 60 Grad</translation>
  </message>
  <message>
   <source>Trunk side bending, side-lying</source>
   <translation>Rumpfseitneigung, Seitlage</translation>
  </message>
  <message>
   <source>Until the client or the form gave up. Ages: means 20.4 and 20.2, SD about 3 by their standard errors; 18 to 23 is within one SD.</source>
   <translation>Bis die Person oder die Haltung aufgab. Alter: Mittelwerte 20,4 und 20,2, SD nach den Standardfehlern etwa 3; 18 bis 23 liegt innerhalb einer SD.</translation>
  </message>
  <message>
   <source>Until the hip had dropped by more than 10 degrees; outliers left out. The range of ages was not found in what could be read.</source>
   <translation>Bis die Hüfte mehr als 10 Grad abgesunken war; Ausreißer ausgelassen. Die Altersspanne war dem Lesbaren nicht zu entnehmen.</translation>
  </message>
  <message>
   <source>Up</source>
   <translation>Auf</translation>
  </message>
  <message>
   <source>Up to thirty seconds on one leg, counted from the lift of the foot: the time until the lifted foot touches down, how often it does, and the sway of the foot that stands.</source>
   <translation>Bis zu dreißig Sekunden auf einem Bein, gezählt ab dem Abheben des Fußes: die Zeit bis zum Aufsetzen, wie oft es geschieht und das Schwanken des Standfußes.</translation>
  </message>
  <message>
   <source>Walk about and breathe.</source>
   <translation>Gehen Sie umher und atmen Sie.</translation>
  </message>
  <message>
   <source>Weight shift, left and right</source>
   <translation>Gewichtsverlagerung, links und rechts</translation>
  </message>
  <message>
   <source>Well done. Bend the knees, come out from under the bar and step off.</source>
   <translation>Gut gemacht. Beugen Sie die Knie, kommen Sie unter der Stange hervor und steigen Sie ab.</translation>
  </message>
  <message>
   <source>Well done. Bring arm and leg back and rest.</source>
   <translation>Gut gemacht. Arm und Bein zurückholen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lean back and rest.</source>
   <translation>Gut gemacht. Zurücklehnen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lean back on the wedge and rest.</source>
   <translation>Gut gemacht. An den Keil lehnen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Let go and rest.</source>
   <translation>Gut gemacht. Loslassen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Let go of the bar and step off.</source>
   <translation>Gut gemacht. Die Stange loslassen und absteigen.</translation>
  </message>
  <message>
   <source>Well done. Let the leg down and rest.</source>
   <translation>Gut gemacht. Das Bein ablegen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Let the leg go and rest.</source>
   <translation>Gut gemacht. Das Bein lockerlassen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Let the shin hang loose and rest.</source>
   <translation>Gut gemacht. Den Unterschenkel hängen lassen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lie down and rest.</source>
   <translation>Gut gemacht. Hinlegen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lie flat and rest.</source>
   <translation>Gut gemacht. Flach liegen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lower the hips slowly and rest.</source>
   <translation>Gut gemacht. Die Hüfte langsam absenken und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lower the thigh and rest.</source>
   <translation>Gut gemacht. Den Oberschenkel absenken und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Lower yourself slowly and rest.</source>
   <translation>Gut gemacht. Langsam absenken und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Open your eyes and step off when you are ready.</source>
   <translation>Gut gemacht. Öffnen Sie die Augen und steigen Sie ab, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Well done. Put both feet down and rest.</source>
   <translation>Gut gemacht. Beide Füße abstellen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Put hand and knee down and rest.</source>
   <translation>Gut gemacht. Hand und Knie absetzen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Put the foot down and step off when you are ready.</source>
   <translation>Gut gemacht. Den Fuß absetzen und absteigen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Well done. Put the foot down, lower the hips slowly and rest.</source>
   <translation>Gut gemacht. Den Fuß absetzen, die Hüfte langsam absenken und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Put the hands on the floor and rest.</source>
   <translation>Gut gemacht. Die Hände auf den Boden setzen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Put the knees down and rest.</source>
   <translation>Gut gemacht. Die Knie absetzen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Relax the leg and rest.</source>
   <translation>Gut gemacht. Das Bein lockerlassen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Relax the legs and rest.</source>
   <translation>Gut gemacht. Die Beine lockerlassen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Relax the thigh and rest.</source>
   <translation>Gut gemacht. Den Oberschenkel lockerlassen und ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Rest on hands and knees.</source>
   <translation>Gut gemacht. Auf Händen und Knien ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Rest with the hips on the floor.</source>
   <translation>Gut gemacht. Mit der Hüfte am Boden ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Stand still for two seconds, then rest.</source>
   <translation>Gut gemacht. Zwei Sekunden ruhig stehen, dann ausruhen.</translation>
  </message>
  <message>
   <source>Well done. Stand still, then step off when you are ready.</source>
   <translation>Gut gemacht. Ruhig stehen, dann absteigen, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>Well done. Step off when you are ready.</source>
   <translation>Gut gemacht. Steigen Sie ab, wenn Sie bereit sind.</translation>
  </message>
  <message>
   <source>What a first visit for low back pain asks: how somebody rises and hinges, how strong both hips are, and how long trunk and gluteals hold.</source>
   <translation>Was ein erster Termin bei Kreuzschmerz fragt: wie jemand aufsteht und sich beugt, wie kräftig beide Hüften sind und wie lange Rumpf und Gesäß halten.</translation>
  </message>
  <message>
   <source>Whole-body strength and how fast it comes: three maximal pulls at a fixed bar, both feet measured.</source>
   <translation>Ganzkörperkraft und wie schnell sie kommt: drei maximale Züge an einer fixierten Stange, beide Füße gemessen.</translation>
  </message>
  <message>
   <source>device failed</source>
   <translation>Gerät ausgefallen</translation>
  </message>
  <message>
   <source>elite players</source>
   <translation>Elitespieler</translation>
  </message>
  <message>
   <source>female students</source>
   <translation>Studentinnen</translation>
  </message>
  <message>
   <source>field hockey</source>
   <translation>Feldhockey</translation>
  </message>
  <message>
   <source>hold 2 s</source>
   <translation>2 s halten</translation>
  </message>
  <message>
   <source>hold 5 s</source>
   <translation>5 s halten</translation>
  </message>
  <message>
   <source>lost balance</source>
   <translation>Gleichgewicht verloren</translation>
  </message>
  <message>
   <source>lost form</source>
   <translation>Haltung verloren</translation>
  </message>
  <message>
   <source>male students</source>
   <translation>Studenten</translation>
  </message>
  <message>
   <source>people of 60 to 69 years</source>
   <translation>Personen von 60 bis 69 Jahren</translation>
  </message>
  <message>
   <source>people of 70 to 79 years</source>
   <translation>Personen von 70 bis 79 Jahren</translation>
  </message>
  <message>
   <source>people of 80 to 89 years</source>
   <translation>Personen von 80 bis 89 Jahren</translation>
  </message>
  <message>
   <source>people of 80 to 99 years</source>
   <translation>Personen von 80 bis 99 Jahren</translation>
  </message>
  <message>
   <source>people without complaints, mean age 20.3 years</source>
   <translation>Personen ohne Beschwerden, mittleres Alter 20,3 Jahre</translation>
  </message>
  <message>
   <source>protocol wrong</source>
   <translation>Protokoll falsch</translation>
  </message>
  <message>
   <source>ramp to 10 % in 4 s</source>
   <translation>Rampe auf 10 % in 4 s</translation>
  </message>
  <message>
   <source>ramp to 30 % in 5 s</source>
   <translation>Rampe auf 30 % in 5 s</translation>
  </message>
  <message>
   <source>start at 10 %</source>
   <translation>Start bei 10 %</translation>
  </message>
  <message>
   <source>step to 20 %, hold 4 s</source>
   <translation>Stufe auf 20 %, 4 s halten</translation>
  </message>
  <message>
   <source>stopped by client</source>
   <translation>vom Klienten beendet</translation>
  </message>
  <message>
   <source>stopped for pain</source>
   <translation>wegen Schmerz beendet</translation>
  </message>
  <message>
   <source>sub-elite players</source>
   <translation>Sub-Elite-Spieler</translation>
  </message>
  <message>
   <source>wave by 10 % for 10 s, 5 s each</source>
   <translation>Welle um 10 % über 10 s, je 5 s</translation>
  </message>
  <message>
   <source>women without hip pain, sedentary or irregularly active</source>
   <translation>Frauen ohne Hüftschmerz, sitzend oder unregelmäßig aktiv</translation>
  </message>
 </context>
</TS>
